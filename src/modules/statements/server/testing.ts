import { type Actor, type Relation, system, visitor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { instantOf } from '#core/clock/index.ts';
import { newId } from '#core/ids/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { findOrCreatePersonByAddress } from '#modules/people/server/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import type { SignatureForm } from '../signature.ts';
import { confirmSignature } from './confirm.ts';
import { createStatement } from './create.ts';
import { saveStatementDraft } from './draft.ts';
import { signatoriesCsv, signatoriesJson } from './export-signatories.ts';
import { statementJobHandlers } from './index.ts';
import { listStatements, publicStatement } from './public.ts';
import { releaseStatement } from './release.ts';
import { saveSettings } from './settings.ts';
import { countriesOf, countSignatures, listSignatories } from './signatories.ts';
import { requestSignature } from './sign.ts';

/*
 * A statement for tests: released, open for signatures. What signs it goes by the use cases that people use.
 */

export const person = (id: string, ...relations: Relation[]): Actor => ({
	kind: 'person',
	personId: id,
	relations,
	via: 'session',
});

export const texts = {
	en: {
		title: 'Satellites for a warmer world',
		body: 'We ask that data be shared.\n\n1. Within 3 days.\n2. With everybody.',
	},
	zh: { title: '以卫星应对变暖的世界', body: '我们呼吁共享数据。\n\n1. 3 天之内。\n2. 面向所有人。' },
};

export const settings = (moderation: 'before' | 'after' = 'after') => ({
	kind: 'initiative',
	zone: 'Asia/Shanghai',
	authoritative: 'en',
	signing: { from: '2021-11-20T19:00', until: '2021-12-31T24:00', moderation, institutions: ['lakeside.example'] },
});

/** 20 November 2021, 20:00 in Beijing. */
export const openTime = instantOf('2021-11-20T20:00', 'Asia/Shanghai');

/** Makes an organisation and a released statement of it. @returns its id, slug and an organiser of it */
export async function releasedForTest(
	ctx: Context & { byHand(statement: string, values?: unknown[]): Promise<unknown> },
	slug: string,
	moderation: 'before' | 'after' = 'after',
) {
	const organisation = `org-${newId()}`;
	await ctx.byHand('insert into organisation (id, slug, name) values ($1, $1, $2)', [
		organisation,
		JSON.stringify({ en: 'Society of Tests', zh: '测试学会' }),
	]);
	const organiser = person('organiser', { relation: 'organiser', on: 'organisation', id: organisation });
	const id = await createStatement(ctx, organiser, {
		slug,
		organisation,
		edition: null,
		kind: 'initiative',
		zone: 'Asia/Shanghai',
		authoritative: 'en',
	});
	await saveSettings(ctx, organiser, { statement: id, settings: settings(moderation) });
	const revision = await saveStatementDraft(ctx, organiser, { statement: id, texts, remark: '', revision: 0 });
	await releaseStatement(ctx, organiser, { statement: id, revision });
	return { id, slug, organiser, organisation };
}

/** A database with a released statement, and forms to sign it. */
export async function statementGround(slug: string, moderation: 'before' | 'after' = 'after') {
	const ctx = await testContext({ at: openTime, jobs: statementJobHandlers });
	return { ctx, one: await releasedForTest(ctx, slug, moderation), form: newForms() };
}

/** A good form of a person; every call another mailbox unless `changes` says which. */
export function goodForm(number: number, changes: Partial<SignatureForm> = {}): SignatureForm {
	return {
		as: 'person',
		given: `Freya${letters(number)}`,
		family: 'Larkfield',
		role: 'Professor',
		affiliation: 'Lakeside Sample University',
		country: 'GB',
		email: `signer${number}@lakeside.example`,
		consent: true,
		...changes,
	};
}

/** Makes good forms, each of another person with another mailbox. */
export function newForms(): (changes?: Partial<SignatureForm>) => SignatureForm {
	let number = 0;
	return (changes = {}) => goodForm(number++, changes);
}

/** The refusal with which something ends. @throws Error when it was done, or ended in another way */
export async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
	const error = await work.then(
		() => new Error('it was not refused'),
		(thrown: unknown) => thrown,
	);
	if (error instanceof Refusal) return error;
	throw error;
}

/** What a refusal says of fields, as `path code`. */
export const codesOf = (found: Refusal) => found.problems.map(({ path, code }) => `${path} ${code}`);

/** Everything of a statement that leaves by any public way. */
export async function everyWayOut(ctx: Context, slug: string): Promise<string> {
	const found = await publicStatement(ctx, slug);
	if (!found) throw new Error('it is not public');
	const { id, version } = found;
	let said = JSON.stringify([
		found,
		await listStatements(ctx),
		await listSignatories(ctx, id),
		await listSignatories(ctx, id, { search: 'lakeside' }),
		await countSignatures(ctx, id, version),
		await countriesOf(ctx, id),
	]);
	for await (const piece of signatoriesCsv(ctx, found)) said += piece;
	for await (const piece of signatoriesJson(ctx, found, 'http://orrery.test')) said += piece;
	return said;
}

/** The letters about signatures that went to an address, in the order in which they were queued. */
export async function lettersTo(
	ctx: { byHand(statement: string, values?: unknown[]): Promise<{ rows: unknown[] }> },
	address: string,
): Promise<{ subject: string; text: string }[]> {
	const { rows } = await ctx.byHand(
		"select subject, text from mail where to_address = $1 and kind = 'signature' order by queued_at, id",
		[address],
	);
	return rows as { subject: string; text: string }[];
}

/** An account that has proved its mailbox. @returns the id of its person */
export async function accountForTest(
	ctx: Context & { byHand(statement: string, values?: unknown[]): Promise<unknown> },
	address: string,
): Promise<string> {
	const { personId } = await findOrCreatePersonByAddress(ctx, system('test'), address, { names: {} });
	const at = new Date(ctx.clock.process.now()).toISOString();
	await ctx.byHand('update account_address set verified_at = $2 where address = $1', [address, at]);
	return personId;
}

/** A number in letters: names have no digits. */
export function letters(number: number): string {
	return String(number).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] as string);
}

export interface SignedForTest {
	secret: string | null;
	result: 'signed' | 'known' | null;
}

/** Asks for a signature, and confirms it where a letter went out. */
export async function signForTest(
	ctx: Context,
	slug: string,
	form: SignatureForm,
	options: { actor?: Actor; locale?: 'en' | 'zh'; confirm?: boolean } = {},
): Promise<SignedForTest> {
	const { actor = visitor, locale = 'en', confirm = true } = options;
	const digest = (await publicStatement(ctx, slug))?.texts[locale]?.digest ?? '';
	const secret = await requestSignature(ctx, actor, { statement: slug, form, locale, digest, ip: '127.0.0.1' });
	if (secret === null || !confirm) return { secret, result: null };
	return { secret, result: await confirmSignature(ctx, actor, { secret, locale }) };
}
