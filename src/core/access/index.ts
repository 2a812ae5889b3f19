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
	closedTo,
} from './actor.ts';
export { actions, type Action, type ActionRule, type Allowance } from './actions.ts';
export { can, demand, hasStake, type Subject, type Verdict } from './can.ts';
export { relationsOf, relationsTo, actorFor, grantRelation, endRelation } from './relations.ts';
export { setConflict, stakesColumn, stakesOf } from './stakes.ts';
export { accessTable } from './table.ts';
export { relationPersonData } from './person-data.ts';
export { stakePersonData } from './stake-person-data.ts';
