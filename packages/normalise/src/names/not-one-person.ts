import { fold } from '../text/fold.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Words of bodies, not of people; one of them among several words makes an organisation. */
const BODIES = words(`
  LTD LIMITED PLC LLP COUNCIL TRUST HOSPITAL SCHOOL ACADEMY NURSERY SERVICES SERVICE DEPARTMENT DEPT CHARITY ASSOCIATION SOLICITORS SOLICITOR COMPANY
  EXORS EXECUTORS EXECUTOR OCCUPIER OCCUPANT LANDLORD TENANT HOSTEL REFUGE CONSTABULARY NHS TEAM FOUNDATION`);
/** A glance that spares nearly every name the rest. */
const MAY_NAME_A_BODY = new RegExp([...BODIES].join('|'), 'i');
const ALONE = words('EXORS EXECUTORS EXECUTOR OCCUPIER OCCUPANT');

/** `Exors of …`, `The Occupier`, `Somerset County Council`: whole words only, so that Trust or School alone stays a surname. */
export function isOrganisation(text: string): boolean {
  if (!MAY_NAME_A_BODY.test(text)) return false;
  const tokens = text.split(/[\s,()"-]+/).map(fold);
  return tokens.some((token) => (tokens.length > 1 ? BODIES.has(token) : ALONE.has(token)));
}

/** `Mr & Mrs Osei`, `Amara and Kofi Osei`: the word, not the letters (`Kim Sand` is one person). */
export const isTwoPeople = (text: string): boolean =>
  /(?:^|[\s,()"])(?:&|\+|and)(?=[\s,()"]|$)/iu.test(text) || /\p{L}[&+]\p{L}/u.test(text);
