import {
  defineSurvivorship,
  longest,
  mostFrequent,
  mostRecent,
  mostTrusted,
  onlyFrom,
  unionBy,
} from '@golden-thread/shapes/declare/survivorship';

const REGISTERED = ['health', 'social_care', 'school_mis', 'housing', 'voluntary', 'police'];
const WORKED_WITH = ['school_mis', 'social_care', 'health', 'housing', 'voluntary', 'police'];

/** How a person's records become one golden record. Attributes of one group win together, from one record. */
export const survivorship = defineSurvivorship({
  describes: 'Registered facts from whoever registers them, present facts from whoever saw them last.',
  rules: {
    forename: mostFrequent(REGISTERED),
    middle_names: longest(REGISTERED),
    surname: mostRecent(WORKED_WITH),
    known_as: mostRecent(WORKED_WITH),
    former_surname: unionBy('former_surname', REGISTERED),
    birth_date: mostFrequent(REGISTERED),
    birth_precision: mostFrequent(REGISTERED),
    sex: mostFrequent(REGISTERED),
    ethnicity: mostRecent(WORKED_WITH),
    nhs_number: mostTrusted(['health', 'social_care']),
    upn: onlyFrom(['school_mis', 'social_care']),
    address: mostRecent(WORKED_WITH),
    postcode: mostRecent(WORKED_WITH),
    uprn: mostRecent(WORKED_WITH),
    phone: unionBy('phone', WORKED_WITH),
    email: unionBy('email', WORKED_WITH),
    school: onlyFrom(['school_mis', 'voluntary']),
    contact_name: mostRecent(WORKED_WITH),
    contact_phone: mostRecent(WORKED_WITH),
  },
});
