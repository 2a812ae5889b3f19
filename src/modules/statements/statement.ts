import { z } from 'zod';
import { type Bilingual, type Locale, locales } from '#core/i18n/index.ts';
import type { Problem } from '#core/refusal/index.ts';
import { bilingual, localDateTime, slug, zone } from '#modules/editions/bundle/text.ts';

/** What somebody says together with others. A consensus is usually not signed: it is what a meeting came to. */
export const statementKinds = ['initiative', 'consensus', 'declaration'] as const;
export type StatementKind = (typeof statementKinds)[number];

/** Where a statement stands. Whether it can be signed follows from its window and the time (`signingPhase`). */
export const statementStates = ['drafting', 'scheduled', 'released'] as const;
export type StatementState = (typeof statementStates)[number];

/** As what one can sign. */
export const signerKinds = ['person', 'organisation'] as const;
export type SignerKind = (typeof signerKinds)[number];

/** `before`: a signature is public once the desk has accepted it. `after`: at once, unless something about it is odd. */
export const moderations = ['before', 'after'] as const;
export type Moderation = (typeof moderations)[number];

/** Addresses below `/statements` that are no statement. */
const reserved = new Set(['signatures', 'new']);

/** The last part of a statement's address. */
export const statementSlug = slug.refine((text) => !reserved.has(text), { params: { code: 'slug-reserved' } });

/** A statement in one language: a title and Markdown. */
export const statementTextSchema = z.strictObject({
	title: z.string().trim().min(1).max(200),
	body: z.string().trim().min(1).max(60_000),
});
export type StatementText = z.infer<typeof statementTextSchema>;
export type StatementTexts = Partial<Record<Locale, StatementText>>;

const domain = z
	.string()
	.trim()
	.toLowerCase()
	.max(253)
	.regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/, 'not-a-domain');

/** What is decided about a statement beside its text. Times are local in `zone`. */
export const settingsSchema = z.strictObject({
	kind: z.enum(statementKinds),
	zone,
	/** The language whose text holds where the two differ. */
	authoritative: z.enum(locales).default('en'),
	signing: z
		.strictObject({
			from: localDateTime,
			/** Without one it stays open. */
			until: localDateTime.optional(),
			as: z.array(z.enum(signerKinds)).min(1).default(['person', 'organisation']),
			moderation: z.enum(moderations).default('before'),
			/** Domains of mail that count as an institution's, beside those that are one anywhere (`.edu`, `.ac.uk` …). */
			institutions: z.array(domain).max(500).default([]),
		})
		.optional(),
});
export type StatementSettings = z.infer<typeof settingsSchema>;

/** A whole statement as `statements/{slug}/statement.yaml` says it; its texts stand beside it, `en.md` and `zh.md`. */
export const statementFileSchema = settingsSchema.extend({
	organisation: slug,
	edition: slug.optional(),
	/** When version 1 goes out by itself, local in `zone`. */
	release: localDateTime.optional(),
	/** What follows from it, said once above the text: that it is a sample. */
	sample: z.boolean().default(false),
	/** Names of people, only in a rehearsal: so many invented ones sign after the release. */
	rehearsal: z.strictObject({ signatories: z.number().int().min(0).max(500) }).optional(),
});
export type StatementFile = z.infer<typeof statementFileSchema>;

/** Reads a note to readers about a new version or a slip of the pen: both languages, or what is missing. Pure. */
export function readNote(note: unknown): { note: Bilingual } | { problems: Problem[] } {
	const read = bilingual.safeParse(note ?? { en: '', zh: '' });
	if (read.success) return { note: read.data };
	const missing = new Set(read.error.issues.map(({ path }) => ['note', ...path].join('.')));
	return { problems: [...missing].map((path) => ({ path, code: 'missing' })) };
}

export type SigningPhase = 'none' | 'before' | 'open' | 'closed';

/** What the phase of signing follows from. */
export interface StatementRowTimes {
	state: StatementState;
	signsFrom: number | null;
	signsUntil: number | null;
}

/** Whether a statement can be signed at a moment. The instant `until` is the first that is too late. Pure. */
export function signingPhase({ state, signsFrom, signsUntil }: StatementRowTimes, now: number): SigningPhase {
	if (signsFrom === null) return 'none';
	if (state !== 'released' || now < signsFrom) return 'before';
	return signsUntil !== null && now >= signsUntil ? 'closed' : 'open';
}

/** The next instant at which the phase changes by itself; the largest number when it does not. Pure. */
export function nextPhaseAt({ signsFrom, signsUntil }: Omit<StatementRowTimes, 'state'>, now: number): number {
	const ahead = [signsFrom, signsUntil].filter((at): at is number => at !== null && at > now);
	return Math.min(Number.MAX_SAFE_INTEGER, ...ahead);
}

/** The languages that a set of texts has, the authoritative one first. Pure. */
export function languagesOf(texts: StatementTexts, authoritative: Locale): Locale[] {
	const there = locales.filter((locale) => texts[locale] !== undefined);
	return [...there.filter((one) => one === authoritative), ...there.filter((one) => one !== authoritative)];
}

/** Whether two sets of texts say the same, word for word. Pure. */
export function sameTexts(a: StatementTexts, b: StatementTexts): boolean {
	return locales.every((locale) => a[locale]?.title === b[locale]?.title && a[locale]?.body === b[locale]?.body);
}

/** The file of a text: its title as first heading. Its SHA-256 is the digest that signatures bind to. Pure. */
export function textFile({ title, body }: StatementText): string {
	return `# ${title}\n\n${body}\n`;
}

/** Reads such a file back; undefined where it does not begin with a title. Pure. */
export function readTextFile(file: string): StatementText | undefined {
	const found = /^\s*#[ \t]+([^\n]+)\n([\s\S]*)$/.exec(file.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n'));
	const title = found?.[1]?.trim();
	const body = found?.[2]?.trim();
	return title && body ? { title, body } : undefined;
}
