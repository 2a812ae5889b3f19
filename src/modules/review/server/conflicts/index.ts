/* Conflicts of interest for the other parts of this module: who must neither judge an application nor see it judged. */

export { closeDesk } from './close-desk.ts';
export { addressesOf, ownPeople } from './own-people.ts';
export { type ConflictPair, conflictsOf, conflictsWith, isConflicted } from './pairs.ts';
