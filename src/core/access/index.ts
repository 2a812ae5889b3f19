export {
	type Actor,
	type Relation,
	type RelationName,
	type ObjectType,
	relationNames,
	objectTypes,
	visitor,
	system,
	actorName,
	personOf,
} from './actor.ts';
export { actions, type Action, type ActionRule, type Allowance } from './actions.ts';
export { can, demand, type Subject, type Verdict } from './can.ts';
export { relationsOf, relationsTo, actorFor, grantRelation, endRelation } from './relations.ts';
export { accessTable } from './table.ts';
export { relationPersonData } from './person-data.ts';
