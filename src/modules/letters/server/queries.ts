import { and, asc, count, desc, eq, inArray, isNotNull, notInArray, sql } from 'drizzle-orm';
import { type Actor, closedTo, demand, personOf } from '#core/access/index.ts';
import { hour } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { grantFile } from '#core/files/index.ts';
import { mail } from '#core/mail/tables.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import type { LetterContent } from '../compose.ts';
import { letterHtml } from '../preview.ts';
import { sendLettersJob } from './job-names.ts';
import { letterDeskSubject, letterSubject } from './subject.ts';
import { letter, letterBatch } from './tables.ts';

/** A letter as lists show it; `delivery` is where its mail stands in the outbox. */
const listColumns = {
	id: letter.id,
	reference: letter.reference,
	batchId: letter.batchId,
	applicationId: letter.applicationId,
	determinationId: letter.determinationId,
	outcome: letter.outcome,
	outcomeLabel: letter.outcomeLabel,
	effect: letter.effect,
	recipient: letter.recipient,
	title: letter.title,
	locale: letter.locale,
	state: letter.state,
	edited: letter.edited,
	toAddress: letter.toAddress,
	at: letter.at,
	fault: letter.fault,
	revokedAt: letter.revokedAt,
	delivery: mail.state,
};

function letters(ctx: Context) {
	return ctx.db.select(listColumns).from(letter).leftJoin(mail, eq(mail.id, letter.mailId)).$dynamic();
}

/** The letters of an application, the newest first, drafts included: for the desk, which has demanded `application.read`. One query. */
export async function lettersOfApplication(ctx: Context, applicationId: string) {
	return letters(ctx).where(eq(letter.applicationId, applicationId)).orderBy(desc(letter.at), asc(letter.id));
}

/** What a reader knows of his letter: nothing of how it was made or sent. */
const ownColumns = {
	id: letter.id,
	reference: letter.reference,
	applicationId: letter.applicationId,
	outcomeLabel: letter.outcomeLabel,
	title: letter.title,
	locale: letter.locale,
	state: letter.state,
	at: letter.at,
	revokedAt: letter.revokedAt,
};

/** A person's own letters that are issued (or revoked), the newest first. One query. */
export async function lettersOfPerson(ctx: Context, personId: string) {
	return ctx.db
		.select(ownColumns)
		.from(letter)
		.where(and(eq(letter.personId, personId), isNotNull(letter.issuedAt)))
		.orderBy(desc(letter.at), asc(letter.id));
}

/** How far a batch has come. */
export interface BatchProgress {
	id: string;
	callId: string;
	at: number;
	letters: number;
	/** Typeset and handed to the outbox. */
	issued: number;
	/** Tried without success; they are tried again. */
	faulty: number;
	/** Letters by where their mail stands (`queued`, `sent`, `kept` …). */
	delivery: Record<string, number>;
	/** Its mails leave so many a minute, from this process time on; null: at once, as fast as they can. */
	perMinute: number | null;
	notBefore: number | null;
}

/** The batches of an edition (or of a standing call, by its id), the newest first, with their progress. Two queries. */
export async function batchesOf(ctx: Context, actor: Actor, editionId: string): Promise<BatchProgress[]> {
	demand(ctx, actor, 'letter.prepare', await letterDeskSubject(ctx, editionId));
	const batches = await ctx.db
		.select()
		.from(letterBatch)
		.where(eq(letterBatch.editionId, editionId))
		.orderBy(desc(letterBatch.at), asc(letterBatch.id));
	if (batches.length === 0) return [];
	const rows = await ctx.db
		.select({
			batch: letter.batchId,
			state: letter.state,
			faulty: sql<boolean>`${letter.fault} is not null`,
			delivery: mail.state,
			n: count(),
		})
		.from(letter)
		.leftJoin(mail, eq(mail.id, letter.mailId))
		.where(
			inArray(
				letter.batchId,
				batches.map(({ id }) => id),
			),
		)
		.groupBy(letter.batchId, letter.state, sql`${letter.fault} is not null`, mail.state);
	return batches.map(({ id, callId, at, letters: total, perMinute, notBefore }) => {
		const counted = { issued: 0, faulty: 0, delivery: {} };
		const progress: BatchProgress = { id, callId, at, letters: total, perMinute, notBefore, ...counted };
		for (const row of rows) {
			if (row.batch !== id) continue;
			if (row.state !== 'draft') progress.issued += row.n;
			if (row.faulty) progress.faulty += row.n;
			if (row.delivery) progress.delivery[row.delivery] = (progress.delivery[row.delivery] ?? 0) + row.n;
		}
		return progress;
	});
}

/**
 * One batch with its letters in the order of their references, each with where its mail stands. Three queries.
 * @throws Refusal `not-found`, `forbidden`
 */
export async function batchWithLetters(ctx: Context, actor: Actor, input: { editionId: string; batch: string }) {
	const batch = (await batchesOf(ctx, actor, input.editionId)).find(({ id }) => id === input.batch);
	if (!batch) throw notFound();
	return {
		batch,
		letters: await letters(ctx)
			.where(and(eq(letter.batchId, batch.id), notInArray(letter.applicationId, [...closedTo(actor)])))
			.orderBy(asc(letter.reference)),
	};
}

/**
 * One letter of an edition as lists show it, for the desk; undefined when there is none. One query.
 * @throws Refusal `not-found`, `forbidden`
 */
export async function letterOfEdition(ctx: Context, actor: Actor, input: { editionId: string; letter: string }) {
	demand(ctx, actor, 'letter.prepare', await letterDeskSubject(ctx, input.editionId));
	const [found] = await letters(ctx).where(
		and(
			eq(letter.id, input.letter),
			eq(letter.editionId, input.editionId),
			notInArray(letter.applicationId, [...closedTo(actor)]),
		),
	);
	return found;
}

/** Has the letters of a batch that failed tried again. @throws Refusal `not-found`, `forbidden` */
export async function resumeBatch(ctx: Context, actor: Actor, batchId: string): Promise<void> {
	const [batch] = await ctx.db.select().from(letterBatch).where(eq(letterBatch.id, batchId));
	if (!batch) throw notFound();
	demand(ctx, actor, 'letter.send', await letterSubject(ctx, batch));
	await ctx.jobs.enqueue(ctx, sendLettersJob, { batch: batchId });
}

export interface OpenLetter {
	id: string;
	reference: string;
	content: LetterContent;
	html: string;
	/** Path of the PDF for this reader, for an hour; null while it is not typeset. */
	file: string | null;
}

/**
 * One letter with its PDF, for its reader or for the desk.
 * @throws Refusal `not-found`, `forbidden`, `signed-out`; `not-found` too for a letter whose reader was erased
 */
export async function openLetter(ctx: Context, actor: Actor, letterId: string): Promise<OpenLetter> {
	const [found] = await ctx.db.select().from(letter).where(eq(letter.id, letterId));
	if (!found?.content) throw notFound();
	const reader = personOf(actor);
	if (reader === undefined) throw new Refusal('signed-out', 'sign-in-first');
	if (reader === found.personId) {
		if (found.state === 'draft') throw notFound();
	} else demand(ctx, actor, 'letter.prepare', await letterSubject(ctx, found));
	const { id, reference, content, fileId } = found;
	const expiresAt = ctx.clock.process.now() + hour;
	const grant = fileId && (await grantFile(ctx, { fileId, personId: reader, purpose: 'letter', expiresAt }));
	return { id, reference, content, html: letterHtml(content), file: grant ? `/files/${grant}` : null };
}
