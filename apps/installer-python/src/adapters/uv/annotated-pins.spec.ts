import { readAnnotatedPins } from './annotated-pins';

describe('installer-python/uv/annotated-pins', () => {
  it('reads pins and who asks for them', () => {
    const text = [
      'anyio==4.16.0',
      '    # via',
      '    #   fastapi',
      '    #   Starlette_Lite',
      'fastapi==0.165.0',
      '    # via -r requirements.in',
      'uvicorn==1.0',
      '    # via',
      '    #   -r requirements.in',
      '    #   fastapi[standard]',
      '',
    ].join('\n');

    expect(readAnnotatedPins(text)).toEqual([
      { name: 'anyio', version: '4.16.0', askedBy: ['fastapi', 'starlette-lite'] },
      { name: 'fastapi', version: '0.165.0', askedBy: [] },
      { name: 'uvicorn', version: '1.0', askedBy: ['fastapi'] },
    ]);
  });

  it.each([
    ['nothing', ''],
    ['comments alone', '# made by\n# somebody\n'],
    ['options', '--index-url https://fake.invalid/simple\n-e .\n'],
  ])('finds no pin in %s', (_, text) => {
    expect(readAnnotatedPins(text)).toEqual([]);
  });
});
