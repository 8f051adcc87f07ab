import type { FieldIssue, IssueCode } from '@golden-thread/shapes/field-issue';

/** Equal issues are one object, for there are few and records are many. */
const known = new Map<string, FieldIssue>();

function issueOf(field: string, code: IssueCode): FieldIssue {
  const key = `${field}:${code}`;
  const issue = known.get(key) ?? Object.freeze({ field, code });
  known.set(key, issue);
  return issue;
}

/** Collects what is wrong with one record, each issue once. */
export class IssueList {
  readonly list: FieldIssue[] = [];

  add(field: string, codes: readonly IssueCode[]): void {
    if (codes.length === 0) return;
    for (const code of codes) {
      const issue = issueOf(field, code);
      if (!this.list.includes(issue)) this.list.push(issue);
    }
  }
}
