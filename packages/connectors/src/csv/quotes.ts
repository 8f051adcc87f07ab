/** Whether the quotes of a text pair. A record that ends where they do not goes on in the next line. */
export function quotesPair(text: string): boolean {
  let paired = true;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) paired = !paired;
  return paired;
}

/** Whether a carriage return stands outside quotes, where it would end a line for some readers and be a blank for others. */
export function returnOutsideQuotes(text: string): boolean {
  let from = 0;
  let paired = true;
  for (let at = text.indexOf('\r'); at !== -1; at = text.indexOf('\r', at + 1)) {
    if (!quotesPair(text.slice(from, at))) paired = !paired;
    if (paired) return true;
    from = at;
  }
  return false;
}
