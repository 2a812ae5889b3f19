import { z } from 'zod';
import { locales } from '#core/i18n/index.ts';
import type { Problem } from '#core/refusal/index.ts';
import { isEmail } from '#core/text/index.ts';

/** How often a digest comes. */
export const rhythms = ['daily', 'weekly'] as const;
export type Rhythm = (typeof rhythms)[number];

/** Days of the week by ISO 8601: Monday is 1. */
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

/** Why somebody gets no more: his own will, a server's word, a complaint, or the desk. */
export const endings = ['reader', 'bounced', 'complained', 'blocked', 'desk'] as const;
export type Ending = (typeof endings)[number];

/**
 * Endings after which not even a confirmation is mailed, whoever types the address into a form. Who has unsubscribed may
 * come back by himself.
 */
export const blocking: readonly Ending[] = ['bounced', 'complained', 'blocked', 'desk'];

/** An address as it is kept and compared: NFKC, without spaces around, in lower case. Pure. */
export function canonicalAddress(text: string): string {
	return text.normalize('NFKC').trim().toLowerCase();
}

/** Whether a name is a time zone that this runtime knows. */
export function isZone(name: string): boolean {
	try {
		return name.length <= 60 && /^[A-Za-z]/.test(name) && new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
	} catch {
		return false;
	}
}

const topicSlug = z
	.string()
	.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'unknown-topic')
	.max(60, 'unknown-topic');

/** What a subscriber chooses. No topics means all, those that are yet to come included. */
export const choicesSchema = z.object({
	locale: z.enum(locales, 'missing'),
	topics: z
		.array(topicSlug)
		.max(50, 'unknown-topic')
		.transform((topics) => [...new Set(topics)].sort()),
	rhythm: z.enum(rhythms, 'missing'),
	weekday: z.coerce
		.number('missing')
		.refine((day) => (weekdays as readonly number[]).includes(day), 'missing')
		.default(1),
	zone: z.string('missing').refine(isZone, 'unknown-zone'),
});
export type Choices = z.output<typeof choicesSchema>;

/** What the form on `/newsletter` sends. */
export const subscribeSchema = choicesSchema.extend({
	email: z
		.string('missing')
		.transform(canonicalAddress)
		.pipe(z.string().min(1, 'missing').refine(isEmail, 'not-an-address')),
});
export type SubscribeInput = z.input<typeof subscribeSchema>;
export type ChoicesInput = z.input<typeof choicesSchema>;

/** Reads an input; every wrong field is named by its first fault. Pure. */
export function readInput<T>(schema: z.ZodType<T>, input: unknown): { value: T } | { problems: Problem[] } {
	const read = schema.safeParse(input);
	if (read.success) return { value: read.data };
	const problems = new Map<string, Problem>();
	for (const issue of read.error.issues) {
		const path = String(issue.path[0] ?? '');
		if (!problems.has(path)) {
			problems.set(path, { path, code: /^[a-z-]+$/.test(issue.message) ? issue.message : 'missing' });
		}
	}
	return { problems: [...problems.values()] };
}
