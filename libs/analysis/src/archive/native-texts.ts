/** Texts in machine code that tell what it reads, most telling first; few honest libraries have any of them. */
const SECRETS =
  /\bid_(?:rsa|ed25519|ecdsa)\b|Login Data|wallet\.dat|key4\.db|logins\.json|Local Extension Settings|\/etc\/shadow/g;
const REACHES =
  /\b(?:gethostbyname|getaddrinfo|sendto|connect|InternetOpen[AW]?|WinHttpOpen|curl_easy_perform)\b/g;
const OVERLAP = 64;
const MOST = 20;

/** Goes through the bytes of a binary as they come and keeps what tells, not the bytes. */
export class NativeTexts {
  private readonly secrets = new Set<string>();
  private readonly reaches = new Set<string>();
  private tail = '';

  take(chunk: Buffer): void {
    const text = this.tail + chunk.toString('latin1');
    keep(this.secrets, text.matchAll(SECRETS));
    keep(this.reaches, text.matchAll(REACHES));
    this.tail = text.slice(-OVERLAP);
  }

  /** What it reads and how it gets out; empty unless both are there. */
  found(): string[] {
    return this.secrets.size > 0 && this.reaches.size > 0 ? [...this.secrets, ...this.reaches] : [];
  }
}

function keep(to: Set<string>, found: Iterable<RegExpMatchArray>): void {
  for (const [text] of found) if (to.size < MOST) to.add(text);
}
