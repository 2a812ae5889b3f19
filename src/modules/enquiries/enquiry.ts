import { z } from 'zod';
import type { Problem } from '#core/refusal/index.ts';
import { cleanText, isEmail } from '#core/text/index.ts';

export const enquiryStates = ['open', 'answered', 'closed'] as const;
export type EnquiryState = (typeof enquiryStates)[number];

/** How long a text may be, in characters. */
export const mostText = 10_000;
const mostLine = 200;
/** How many a list shows at once. */
export const pageSize = 50;
/** So many enquiries of one address are taken in a day. */
export const mostPerDay = 5;

const line = z
	.string()
	.transform((text) => cleanText(text, { lines: false }))
	.pipe(z.string().min(1, 'missing').max(mostLine, 'too-long'));

const longText = z
	.string()
	.transform((text) => cleanText(text, { lines: true }))
	.pipe(z.string().min(1, 'missing').max(mostText, 'too-long'));

/** What the contact form sends. `website` is a field that people do not see: whoever fills it in is no person. */
export const enquirySchema = z.object({
	role: line,
	name: line,
	email: line.refine(isEmail, 'not-an-address'),
	subject: line,
	text: longText,
	website: z.string().max(0, 'leave-empty').default(''),
});
export type EnquiryInput = z.input<typeof enquirySchema>;
export type Enquiry = Omit<z.output<typeof enquirySchema>, 'website'>;

/** The answer of the desk. */
export const answerSchema = z.object({ text: longText });

/** Reads an input; every wrong field is named by its first fault. Pure. */
export function readInput<T>(schema: z.ZodType<T>, input: unknown): { value: T } | { problems: Problem[] } {
	const read = schema.safeParse(input);
	if (read.success) return { value: read.data };
	const problems = new Map<string, Problem>();
	for (const issue of read.error.issues) {
		const path = issue.path.join('.');
		if (problems.has(path)) continue;
		const known = /^[a-z-]+$/.test(issue.message) ? issue.message : 'missing';
		const max = path === 'text' ? mostText : mostLine;
		problems.set(path, { path, code: known, ...(known === 'too-long' ? { params: { max } } : {}) });
	}
	return { problems: [...problems.values()] };
}
