import { dictionaryView } from '../dictionary/dictionary.ts';
import { personCoverage } from './coverage.ts';
import { dimPerson } from './dim-person.ts';
import { dimDate, dimOrganisation, dimSource, publication } from './dimensions.ts';
import { factCase, factEvent, factHousehold, factRelationship } from './facts.ts';
import { identifierViews } from './identifiers.ts';
import { personInvolvement } from './involvement.ts';
import { personFurtherValue } from './person-further-value.ts';
import { bridgePersonRecord, personLineage } from './person-records.ts';
import { personValue } from './person-value.ts';
import type { ReaderView } from './reader-view.ts';

const views = [
  publication,
  dimPerson,
  dimDate,
  dimSource,
  dimOrganisation,
  factCase,
  factEvent,
  factHousehold,
  factRelationship,
  personInvolvement,
  bridgePersonRecord,
  personValue,
  personFurtherValue,
  personCoverage,
  personLineage,
  ...identifierViews,
];

/** Everything that readers see. */
export const READER_VIEWS: readonly ReaderView[] = [...views, dictionaryView(views)];
