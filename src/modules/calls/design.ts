/* Writing a call part by part: where its parts stand, their forms, steps, problems and advice. Pure. */
export { adviceOf, type AdviceInput } from './design/advice.ts';
export { statementVerbs } from './design/conditions.ts';
export { afterStep, type DesignStep } from './design/edit.ts';
export { frozenDifferences, frozenInForm } from './design/frozen.ts';
export {
	asList,
	asObject,
	type Definition,
	type Path,
	readPath,
	valueAt,
	withValue,
	writePath,
} from './design/path.ts';
export { formOfObject, partForm, type PartForm, partMark, partValue, typedPart } from './design/part-form.ts';
export { problemsOf } from './design/problems.ts';
export { everyPart, ownObjects, partAt, type PartList, schemaAt } from './design/schema.ts';
export { blankDefinition } from './design/skeletons.ts';
export { terseCall } from './design/terse.ts';
