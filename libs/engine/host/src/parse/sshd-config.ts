/** What the checks look at; other keywords (keys, banners, users) stay on the host. */
const KEYWORDS = new Set([
  'permitrootlogin',
  'passwordauthentication',
  'permitemptypasswords',
  'x11forwarding',
  'maxauthtries',
  'ignorerhosts',
  'hostbasedauthentication',
  'permituserenvironment',
  'logingracetime',
  'loglevel',
  'pubkeyauthentication',
  'kbdinteractiveauthentication',
  'challengeresponseauthentication',
  'usepam',
  'allowtcpforwarding',
  'clientaliveinterval',
  'clientalivecountmax',
  'maxsessions',
  'maxstartups',
  'ciphers',
  'macs',
  'kexalgorithms',
]);

export interface SshdState {
  readonly settings: Map<string, string>;
  readonly conditional: Set<string>;
}

export interface SshdLine {
  readonly keyword: string;
  readonly value: string;
}

/** The lines of sshd_config(5): keyword (lower case) and the rest, unquoted. Comments and empty lines are left out. */
export function parseSshdLines(text: string): SshdLine[] {
  const lines: SshdLine[] = [];
  for (const line of text.split('\n', 10_000)) {
    const match = /^\s*([A-Za-z][A-Za-z0-9]{0,63})(?:\s*=\s*|\s+)(.*)$/.exec(line);
    const [, keyword, rest] = match ?? [];
    if (keyword !== undefined && rest !== undefined) {
      lines.push({ keyword: keyword.toLowerCase(), value: unquote(rest) });
    }
  }
  return lines;
}

function unquote(rest: string): string {
  const trimmed = rest.trim();
  const quoted = /^"([^"]*)"/.exec(trimmed)?.[1];
  return (quoted ?? trimmed.replace(/\s#.*$/, '').trim()).slice(0, 1024);
}

/** Takes one line into the state: the first value of a keyword is in force; inside a Match block it is only noted. */
export function takeSetting(state: SshdState, line: SshdLine, inMatch: boolean): void {
  if (!KEYWORDS.has(line.keyword)) return;
  if (inMatch) state.conditional.add(line.keyword);
  else if (!state.settings.has(line.keyword)) state.settings.set(line.keyword, line.value);
}
