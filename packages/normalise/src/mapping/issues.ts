import type { FieldIssue, IssueCode } from '@golden-thread/shapes/field-issue';

/** Collects what is wrong with one record. Equal issues are one object, for there are few and records are many. */
export interface IssueList {
  readonly list: FieldIssue[];
  add(field: string, codes: readonly IssueCode[]): void;
}

export function issueLists(): () => IssueList {
  const known = new Map<string, FieldIssue>();
  const one = (field: string, code: IssueCode): FieldIssue => {
    const key = `${field}:${code}`;
    const issue = known.get(key) ?? Object.freeze({ field, code });
    known.set(key, issue);
    return issue;
  };
  return () => {
    const list: FieldIssue[] = [];
    return {
      list,
      add: (field, codes) => {
        for (const code of codes) {
          const issue = one(field, code);
          if (!list.includes(issue)) list.push(issue);
        }
      },
    };
  };
}
