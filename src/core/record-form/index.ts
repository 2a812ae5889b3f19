/*
 * Forms made of schemas: which control a field of a schema calls for, what stands in the controls, and the value that they
 * say. Used for the records of an edition and for the parts of a call, so that a new field of a schema can be edited at once.
 */
export { changeLists, type ListStep, moved, readListStep } from './lists.ts';
export {
	bareSchema,
	fieldsOf,
	type FormField,
	type PairFormat,
	type Shape,
	type ShapeRules,
	type TextFormat,
} from './shape.ts';
export {
	emptyItem,
	isEmpty,
	type RecordValue,
	type Typed,
	typedCode,
	typedFromForm,
	type TypedGroup,
	typedOf,
	valueOf,
	withoutEmptyItems,
} from './typed.ts';
