export type { PersonData, PersonColumn } from './person-data.ts';
export { personColumns, uncovered, type Gap } from './coverage.ts';
export { setPerson } from './set-person.ts';
