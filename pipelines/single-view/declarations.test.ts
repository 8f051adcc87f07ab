import { columnsOf } from '@golden-thread/shapes/declare/combinators';
import { itemsOf, type SourceDeclaration } from '@golden-thread/shapes/declare/source';
import { orderOf } from '@golden-thread/shapes/declare/survivorship';
import { PERSON_ATTRIBUTES } from '@golden-thread/shapes/dictionary/person';
import { describe, expect, it } from 'vitest';
import { pipeline } from './pipeline.ts';

/** What the partners send, as agreed with them: a second copy of each header, and the columns that never enter. */
const LAYOUTS: Readonly<Record<string, { readonly header: string; readonly separator: string; readonly dropped: readonly string[] }>> = {
  social_care: {
    header:
      'PERSON_ID,LEGACY_ID,UPN,NHS_NUMBER,FORENAME,MIDDLE_NAMES,SURNAME,KNOWN_AS,FORMER_SURNAME,GENDER_MAIN_CODE,ETHNICITY_MAIN_CODE,BIRTH_DTTM,DOB_ESTIMATED,ADDRESS,POSTCODE,UPRN,PREVIOUS_ADDRESS,PREVIOUS_POSTCODE,PHONE,CASE_ID,CASE_TYPE,CASE_OPENED,CASE_CLOSED,CLOSURE_REASON,TEAM,WORKER_NAME,WORKER_EMAIL,LAST_UPDATED,NOTES',
    separator: ',',
    dropped: ['LEGACY_ID', 'NOTES'],
  },
  school_mis: {
    header:
      'id,mis_id,upi,surname,forename,middle_names,legal_surname,legal_forename,date_of_birth.date,gender,ethnicity,upn,former_upn,address.house_number,address.street,address.district,address.town,address.postcode,updated_at,contact.name,contact.relationship,contact.phone,contact.email,school_name',
    separator: ',',
    dropped: ['id', 'upi', 'former_upn'],
  },
  police: {
    header:
      'INCIDENT_REF,RECORDED_DTTM,OCCURRED_FROM,OFFENCE_OR_TYPE,DA_FLAG,PERSON_URN,PERSON_ROLE,SURNAME,FORENAME_1,FORENAME_2,DOB,SEX,ETHNICITY_5PT,ADDRESS_FULL,POSTCODE,CHILD_PRESENT,OFFICER_COLLAR,FORCE_CODE',
    separator: ',',
    dropped: ['DA_FLAG', 'ETHNICITY_5PT', 'CHILD_PRESENT', 'OFFICER_COLLAR', 'FORCE_CODE'],
  },
  health: {
    header:
      'PatientId,NhsNumber,GivenName,OtherGivenNames,FamilyName,PreviousFamilyName,BirthDate,Gender,AddressLine1,AddressLine2,Town,PostCode,PreviousPostCode,Phone,Email,MotherName,GpPractice,LastChanged',
    separator: ',',
    dropped: ['GpPractice'],
  },
  housing: {
    header:
      'tenancy_ref|person_ref|member_fullname|date_of_birth|sex|relationship|tenancy_start|tenancy_end|uprn|address_line_1|address_line_2|address_line_3|post_code|telephone|ni_no',
    separator: '|',
    dropped: ['ni_no'],
  },
  voluntary: {
    header:
      'Cms Id;First Name;Last Name;Date Of Birth ;Gender (M/F);Address;Post code;School attended;Service Involvement;Start Date Of Last Involvement;Parent/Carer;Parent tel.;Worker Name;Worker Email;Date Of Most Recent Interaction;Date Current As Of;Coverage Start Date;Coverage End Date;Notes',
    separator: ';',
    dropped: ['Date Of Most Recent Interaction', 'Coverage Start Date', 'Coverage End Date', 'Notes'],
  },
  adoption_flags: { header: 'FLAG_ID,KIND,A_SYSTEM,A_PART,A_ID,B_SYSTEM,B_PART,B_ID,RAISED_ON', separator: ',', dropped: ['RAISED_ON'] },
};
const { register } = pipeline;
const itemsOfSet = (id: string) => new Set(register.itemSets.find((set) => set.id === id)?.items);
const agreementOf = (source: SourceDeclaration) => {
  const agreement = register.agreements.find(({ id }) => id === source.agreement);
  if (agreement === undefined) throw new Error(`no agreement ${source.agreement}`);
  return agreement;
};
const named = pipeline.sources.map((source) => [source.name, source] as const);
/** The sources whose header stands above, as agreed: a new one is held to it from the day that its header is written down. */
const agreed = named.filter(([name]) => LAYOUTS[name] !== undefined);

describe('a source of the single view', () => {
  it.each(agreed)('%s promises the layout that its partner sends, to the letter and in order', (name, source) => {
    const layout = LAYOUTS[name];
    expect(Object.keys(source.contract.columns)).toEqual(layout?.header.split(layout.separator));
  });

  it.each(named)('%s maps only what its agreement lets flow', (_name, source) => {
    const allowed = itemsOfSet(agreementOf(source).itemSet);
    expect(itemsOf(source).filter(({ item }) => !allowed.has(item))).toEqual([]);
  });

  it.each(agreed)('%s drops before storage what nobody agreed: free text, other numbers, staff', (name, source) => {
    const kept = new Set([...source.contract.key, ...itemsOf(source).flatMap(({ reader }) => columnsOf(reader))]);
    expect(Object.keys(source.contract.columns).filter((column) => !kept.has(column))).toEqual(LAYOUTS[name]?.dropped);
  });

  it.each(named)('%s has an item set without items that it does not map', (_name, source) => {
    const mapped = new Set(itemsOf(source).map(({ item }) => item));
    // Made from a mapped item: how much of a date is known, a name in brackets, a case without a closing date.
    const derived = new Set(['person.birth_precision', 'person.known_as', 'case.closed', 'case.closure_reason']);
    expect([...itemsOfSet(agreementOf(source).itemSet)].filter((item) => !mapped.has(item) && !derived.has(item))).toEqual(
      source.name === 'voluntary' ? ['person.middle_names'] : [],
    );
  });

  it.each(named)('%s flows from the first night under an agreement that is live and whole', (_name, source) => {
    const agreement = agreementOf(source);
    expect(agreement).toMatchObject({ status: 'live', from: '2025-01-01', to: '2027-12-31', provider: source.organisation });
    expect(agreement.privacyNoticeChecked).not.toBeNull();
    const sides = register.dpias.filter(({ id }) => agreement.dpias.includes(id));
    expect(sides.map(({ side, status }) => `${side} ${status}`).sort()).toEqual(['ours approved', 'partner approved']);
  });
});

describe('survivorship of the single view', () => {
  it.each(PERSON_ATTRIBUTES.map(({ name }) => name))('of %s ranks every agreed source that gives it', (name) => {
    const rule = pipeline.survivorship.rules[name];
    const ranked = new Set(orderOf(rule));
    expect(agreed.flatMap(([source, { maps }]) => (maps.person?.[name] !== undefined && !ranked.has(source) ? [source] : []))).toEqual([]);
  });
});

describe('readers of the single view', () => {
  const items = (grant: string) => itemsOfSet(register.grants.find(({ id }) => id === grant)?.itemSet ?? '');
  const agreements = (grant: string) => register.grants.find(({ id }) => id === grant)?.agreements ?? [];

  it('differ in items and in agreements, each from each', () => {
    const rights = register.grants.map((grant) => `${[...items(grant.id)].sort().join()} | ${[...grant.agreements].sort().join()}`);
    expect(new Set(rights).size).toBe(register.grants.length);
    expect(new Set(register.grants.map((grant) => grant.itemSet)).size).toBe(register.grants.length);
    expect(new Set(register.grants.map((grant) => [...grant.agreements].sort().join())).size).toBe(register.grants.length);
  });

  it('in early help see no police, no health and no national number', () => {
    expect(agreements('early_help')).not.toContain('isa_police');
    expect(agreements('early_help')).not.toContain('isa_health');
    expect(
      [...items('early_help')].filter((item) => item.startsWith('event.') || item === 'person.nhs_number' || item === 'person.upn'),
    ).toEqual([]);
  });

  it('hold national numbers in one role only', () => {
    const holders = register.grants.filter(({ id }) => items(id).has('person.nhs_number') || items(id).has('person.upn'));
    expect(holders.map(({ id }) => id)).toEqual(['identity']);
  });

  it('read for a purpose that each of their agreements names, and never the flags of the adoption team', () => {
    for (const grant of register.grants) {
      for (const id of grant.agreements)
        expect(register.agreements.find((agreement) => agreement.id === id)?.purposes, `${grant.id} ${id}`).toContain(grant.purpose);
      expect(grant.agreements).not.toContain('isa_adoption_flags');
    }
  });
});

describe('the single view', () => {
  it('accepts reserved numbers because it is a demo, and its lines are in order', () => {
    expect(pipeline.profile).toBe('demo');
    const { floor, review, break: lower, join } = pipeline.policy;
    expect(floor <= review && review <= join && floor <= lower && lower <= join).toBe(true);
  });

  it('is data: it prints as JSON, and every part carries its version', () => {
    expect(() => JSON.stringify(pipeline)).not.toThrow();
    for (const { hash } of [pipeline, pipeline.linkage, pipeline.survivorship, pipeline.register, ...pipeline.sources])
      expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });
});
