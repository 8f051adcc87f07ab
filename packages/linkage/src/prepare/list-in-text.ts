const BLANK = /\s*/y;
const QUOTED = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/sy;
/** A member without quotes: nothing that would begin a quote, a list or a struct. */
const BARE = /[^,'"[\](){}]*/y;

/**
 * Members of a list that is written as JSON (`["a", "b"]`) or as DuckDB writes lists (`[a, 'b, c', NULL]`), as texts; `null`
 * where a text is neither. JSON that holds other than texts is read as DuckDB reads it, so that `[007, 1.0]` keeps its spelling.
 */
export function listInText(text: string): readonly (string | null)[] | null {
  const bare = text.trim();
  if (!bare.startsWith('[') || !bare.endsWith(']')) return null;
  return textsOfJson(bare) ?? membersIn(bare.slice(1, -1));
}

function textsOfJson(text: string): readonly (string | null)[] | null {
  try {
    const list: unknown = JSON.parse(text);
    if (!Array.isArray(list)) return null;
    const texts = list.flatMap((one: unknown) => (one === null || typeof one === 'string' ? [one] : []));
    return texts.length === list.length ? texts : null;
  } catch {
    return null;
  }
}

function membersIn(text: string): readonly (string | null)[] | null {
  if (text.trim() === '') return [];
  const members: (string | null)[] = [];
  let at = 0;
  const taken = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) at += found[0].length;
    return found;
  };
  while (at <= text.length) {
    taken(BLANK);
    const quoted = taken(QUOTED);
    if (quoted === null) members.push(bareMember(taken(BARE)?.[0] ?? ''));
    else {
      members.push((quoted[1] ?? quoted[2] ?? '').replace(/\\(.)/gs, '$1'));
      taken(BLANK);
    }
    if (at < text.length && text[at] !== ',') return null;
    at++;
  }
  return members;
}

function bareMember(written: string): string | null {
  const member = written.trim();
  return member.toUpperCase() === 'NULL' ? null : member;
}
