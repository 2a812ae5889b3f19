/** How good a review is: in the eyes of a chair, or of somebody who reviewed the same. */
export const qualityMarks = ['excellent', 'fine', 'thin'] as const;
export type QualityMark = (typeof qualityMarks)[number];

/** Whether a text names a mark. */
export function isQualityMark(text: string): text is QualityMark {
	return (qualityMarks as readonly string[]).includes(text);
}

/** How often each mark was given. */
export type QualityCount = Record<QualityMark, number>;

/** Counts marks. Pure. */
export function countMarks(marks: readonly QualityMark[]): QualityCount {
	const count: QualityCount = { excellent: 0, fine: 0, thin: 0 };
	for (const mark of marks) count[mark] += 1;
	return count;
}
