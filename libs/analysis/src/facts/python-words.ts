import { mentionsAgentSettings } from './agent-settings';

/** What rules on code look for: evaluation, secrets, who is there, files that hold no code. */
const ACTS =
  /\b(?:exec|eval)\s*\(|\bdup2\b|environ(?!\s*(?:\[|\.get\b|\.setdefault|\.pop))|\.ssh|\.aws|npmrc|pypirc|netrc|Login Data|wallet|webhook|gethostname|getfqdn|getlogin|getuser|getnode|uname\b|platform\s*\.\s*node|\.(?:wav|mp3|png|jpe?g|gif|ico|bin|dat)\b/;
/** What hides the words that are looked for. */
const HIDES =
  /__dict__\s*[[.]\s*\[?\s*(?:["'][^"']*["']\s*\+|get\b)|\bvars\s*\(\s*(?:__)?builtins|__builtins__|\bmarshal\.loads|__import__\(\s*["'](?:base64|zlib|marshal|builtins|codecs)|\bmap\(\s*chr\b|["']\s*rot_?13/;
/** By which code reaches the network, starts programs or evaluates text; of a module, its import or a use of a member. */
const REACHES =
  /\b(?:exec|eval|compile|__import__|import_module|run_path|run_module)\b\s*[(,)]|subprocess|os\s*\.\s*system|popen|posix_?spawn|urlopen|urlretrieve|HTTPS?Connection|\b(?:requests|httpx|aiohttp|urllib\d?|http|socket|ftplib|smtplib|telnetlib|websockets?|paramiko|dns|pycurl)\s*\.\s*[a-z_]\w*\s*[(.,)]|(?:^|[\n;])[ \t]*(?:import|from)[ \t][^\n;]*\b(?:requests|httpx|aiohttp|urllib\d?|http|socket|ftplib|smtplib|telnetlib|websockets?|paramiko|dns|pycurl|os\s+as|os\s+import)\b/;
/** A script for a shell is named, and something that could start it. */
const SCRIPT = /\.(?:sh|bash|bat|cmd|ps1)\b/;
const STARTS = /subprocess|os\.system|popen|spawn|exec[lv]/;

/** Python: without such words nothing that rules on code look for is in a file. A cheap look before a costly one. */
export function mayMatter(text: string): boolean {
  return (
    (ACTS.test(text) && REACHES.test(text)) ||
    HIDES.test(text) ||
    (SCRIPT.test(text) && STARTS.test(text)) ||
    mentionsAgentSettings(text)
  );
}
