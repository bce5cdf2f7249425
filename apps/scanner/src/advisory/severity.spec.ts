import { advisorySeverity } from './severity';

describe('advisory/severity', () => {
  it.each([
    [['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'], null, 'critical'],
    [['CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H'], 'LOW', 'high'],
    [['AV:N/AC:L/Au:N/C:C/I:C/A:C'], null, 'critical'],
    [['AV:N/AC:M/Au:N/C:N/I:P/A:N'], null, 'medium'],
    [['(AV:N/AC:M/Au:N/C:P/I:P/A:P)'], null, 'medium'],
    [['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N'], null, 'critical'],
    [['CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N'], null, 'low'],
    [['CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:N'], null, 'info'],
    [
      ['CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'],
      null,
      'critical',
    ],
    [['no vector'], 'MODERATE', 'medium'],
    [[], 'high', 'high'],
    [[], 'WEIRD', 'medium'],
    [[], null, 'medium'],
  ])('%j stated %s: %s', (vectors, stated, expected) => {
    expect(advisorySeverity(vectors, stated)).toBe(expected);
  });
});
