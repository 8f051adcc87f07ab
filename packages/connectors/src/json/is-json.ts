/** Whether a text is JSON. Why it is not, the parser would say with a piece of the text, which may be anybody's. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
