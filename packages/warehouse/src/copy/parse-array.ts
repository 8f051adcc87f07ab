/** Reads a one-dimensional array in Postgres's text form, e.g. `{a,"b,c",NULL}`. An array given in text form by Postgres is never malformed. */
export function parseArray(text: string): (string | null)[] {
  const members: (string | null)[] = [];
  const end = text.length - 1;
  let at = text.indexOf('{') + 1; // bounds such as [0:2]= stand before it
  while (at < end) {
    if (text[at] === '"') {
      const [member, next] = quotedMember(text, at + 1);
      members.push(member);
      at = next + 1;
    } else {
      const comma = text.indexOf(',', at);
      const stop = comma === -1 ? end : comma;
      const member = text.slice(at, stop);
      members.push(member === 'NULL' ? null : member);
      at = stop + 1;
    }
  }
  return members;
}

/** The member whose opening quote is behind `from`, and the place after its closing quote. */
function quotedMember(text: string, from: number): [string, number] {
  let member = '';
  let start = from;
  for (let at = from; ; at++) {
    const code = text.charCodeAt(at);
    if (code === 92) {
      member += text.slice(start, at);
      start = at + 1;
      at++;
    } else if (code === 34 || at >= text.length) {
      return [member + text.slice(start, at), at + 1];
    }
  }
}
