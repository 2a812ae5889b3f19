/** Why somebody does not score an application. */
export const recusalReasons = [
	'employer',
	'family',
	'financial',
	'co-author',
	'mentor',
	'competitor',
	'other',
] as const;
export type RecusalReason = (typeof recusalReasons)[number];

/** Whether this is one of the reasons. Pure. */
export function isRecusalReason(text: string): text is RecusalReason {
	return (recusalReasons as readonly string[]).includes(text);
}
