/**
 * The same function, remembering its answers: names, schools and postcodes repeat. At most `limit` answers are kept;
 * when it is full it is emptied, which no answer can show.
 */
export function memo<Answer>(compute: (text: string) => Answer, limit = 65_536): (text: string) => Answer {
  const answers = new Map<string, Answer>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = compute(text);
    if (answers.size >= limit) answers.clear();
    answers.set(text, answer);
    return answer;
  };
}
