import { z } from 'zod';
import { type Declared, declare, identifierName, sentence, wrong } from './check.ts';

const day = z.iso.date();
const registerSchema = z.strictObject({
  describes: sentence,
  organisations: z.array(
    z.strictObject({
      id: identifierName,
      name: z.string(),
      kind: z.enum(['council', 'nhs', 'police', 'school', 'housing', 'voluntary', 'regulator']),
      ico: z.string().optional(),
    }),
  ),
  purposes: z.array(z.strictObject({ id: identifierName, statement: sentence, permitsLinkage: z.boolean() })),
  gateways: z.array(z.strictObject({ id: identifierName, act: z.string(), inForceFrom: day.nullable(), inForceTo: day.nullable() })),
  itemSets: z.array(
    z.strictObject({
      id: identifierName,
      version: z.int().positive(),
      items: z.array(z.string().regex(/^(person|case|event|household|relationship|record|flag)\.[a-z_]+$/)).min(1),
    }),
  ),
  dpias: z.array(
    z.strictObject({
      id: identifierName,
      side: z.enum(['ours', 'partner']),
      status: z.enum(['draft', 'approved', 'rejected', 'expired']),
      nextReview: day,
    }),
  ),
  agreements: z.array(
    z.strictObject({
      id: identifierName,
      name: z.string(),
      provider: identifierName,
      purposes: z.array(identifierName).min(1),
      gateway: identifierName,
      itemSet: identifierName,
      status: z.enum(['draft', 'dpia_pending', 'dpia_approved', 'signed', 'live', 'suspended', 'expired', 'terminated']),
      from: day,
      to: day,
      dpias: z.array(identifierName),
      privacyNoticeChecked: day.nullable(),
    }),
  ),
  roles: z.array(z.strictObject({ id: identifierName, name: z.string() })),
  /** One database login per organisation, role, purpose and item set. */
  grants: z.array(
    z.strictObject({
      id: identifierName,
      organisation: identifierName,
      role: identifierName,
      purpose: identifierName,
      itemSet: identifierName,
      /** Agreements whose flows this grant may see. */
      agreements: z.array(identifierName).min(1),
      from: day,
      to: day,
      termsAccepted: day.nullable(),
    }),
  ),
});
export type RegisterDeclaration = Declared<z.output<typeof registerSchema>>;
export type Agreement = RegisterDeclaration['agreements'][number];
export type Grant = RegisterDeclaration['grants'][number];
export type RegisterInput = z.input<typeof registerSchema>;

/** The register of organisations, purposes, agreements, item sets, roles and grants. @throws DeclarationError. */
export function defineRegister(input: RegisterInput): RegisterDeclaration {
  const register = declare('register', 'register', registerSchema, input);
  const ids = (list: readonly { readonly id: string }[]) => {
    const known = new Set<string>();
    for (const { id } of list) {
      if (known.has(id)) throw wrong('register', id, 'two entries of one kind have its id', 'give each an id of its own');
      known.add(id);
    }
    return known;
  };
  for (const { id, from, to } of [...register.agreements, ...register.grants]) {
    if (from > to) throw wrong('register', id, 'it ends before it begins', "put 'from' before 'to'");
  }
  const organisations = ids(register.organisations);
  const purposes = ids(register.purposes);
  const gateways = ids(register.gateways);
  const itemSets = ids(register.itemSets);
  const dpias = ids(register.dpias);
  const agreements = ids(register.agreements);
  const roles = ids(register.roles);
  ids(register.grants);
  const need = (known: ReadonlySet<string>, id: string, owner: string, what: string) => {
    if (!known.has(id))
      throw wrong(
        'register',
        owner,
        `it names the ${what} '${id}', which is not in the register`,
        `add the ${what} '${id}' or mend the name`,
      );
  };
  for (const agreement of register.agreements) {
    need(organisations, agreement.provider, agreement.id, 'organisation');
    for (const purpose of agreement.purposes) need(purposes, purpose, agreement.id, 'purpose');
    need(gateways, agreement.gateway, agreement.id, 'gateway');
    need(itemSets, agreement.itemSet, agreement.id, 'item set');
    for (const dpia of agreement.dpias) need(dpias, dpia, agreement.id, 'DPIA');
  }
  for (const grant of register.grants) {
    need(organisations, grant.organisation, grant.id, 'organisation');
    need(roles, grant.role, grant.id, 'role');
    need(purposes, grant.purpose, grant.id, 'purpose');
    need(itemSets, grant.itemSet, grant.id, 'item set');
    for (const agreement of grant.agreements) need(agreements, agreement, grant.id, 'agreement');
  }
  return register;
}
