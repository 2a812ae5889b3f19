import { and, count, eq, inArray } from 'drizzle-orm';
import { type Action, type Actor, demand, type Subject } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { keepPace } from './pace.ts';
import { mailChannel } from './queue.ts';
import { mail } from './tables.ts';

/** An edition (or standing call, or issue of a newsletter) as mail knows it: its id, and where it lies for `can`. */
export interface MailPlace {
	scope: string;
	subject: Subject;
	/** What one must be allowed to do there; `outbox.read` and `outbox.hold` unless it says otherwise. */
	action?: Action;
	/** Whether an address is still written to from here: asked before a mail goes again. Always, where it is not said. */
	stillWanted?: (ctx: Context, address: string) => Promise<boolean>;
}

/** The action by which a place is read or held. Pure. */
export function actionOf(place: MailPlace, usual: 'outbox.read' | 'outbox.hold'): Action {
	return place.action ?? usual;
}

/** All that waits, or only some of it. */
export interface MailChoice {
	ids?: readonly string[];
	kind?: string;
}

function chosen(place: MailPlace, choice: MailChoice) {
	return and(
		eq(mail.scope, place.scope),
		choice.ids ? inArray(mail.id, [...choice.ids]) : undefined,
		choice.kind ? eq(mail.kind, choice.kind) : undefined,
	);
}

/**
 * The stop button: what is queued is not sent until it is released. What a connection has in its hands already goes
 * its way.
 * @returns how many mails were stopped
 * @throws Refusal when the actor may not (`outbox.hold`)
 */
export async function holdMail(ctx: Context, actor: Actor, place: MailPlace, choice: MailChoice = {}): Promise<number> {
	demand(ctx, actor, actionOf(place, 'outbox.hold'), place.subject);
	return transaction(ctx, async (tx) => {
		const held = await tx.db
			.update(mail)
			.set({ state: 'held' })
			.where(and(chosen(place, choice), eq(mail.state, 'queued')))
			.returning({ id: mail.id });
		await note(tx, actor, 'hold-mail', place, held);
		return held.length;
	});
}

/** Lets held mail go, each at its time. @returns how many mails were released */
export async function releaseMail(
	ctx: Context,
	actor: Actor,
	place: MailPlace,
	choice: MailChoice = {},
): Promise<number> {
	demand(ctx, actor, actionOf(place, 'outbox.hold'), place.subject);
	return transaction(ctx, async (tx) => {
		const released = await tx.db
			.update(mail)
			.set({ state: 'queued' })
			.where(and(chosen(place, choice), eq(mail.state, 'held')))
			.returning({ id: mail.id });
		await keepPace(tx);
		await note(tx, actor, 'release-mail', place, released);
		if (released.length > 0) await tx.database.notify(tx.db, mailChannel);
		return released.length;
	});
}

async function note(ctx: Context, actor: Actor, action: string, place: MailPlace, rows: { id: string }[]) {
	if (rows.length === 0) return;
	await record(ctx, actor, {
		action,
		subject: { type: 'outbox', id: place.scope },
		scope: place.scope,
		data: { count: rows.length, mails: rows.slice(0, 50).map((row) => row.id) },
	});
}

/**
 * Stops everything that waits, whatever it belongs to: after a backup was restored, what waits in it may have been sent
 * since.
 * @returns how many mails were stopped
 */
export async function holdEverything(ctx: Context): Promise<number> {
	await ctx.db.update(mail).set({ state: 'held' }).where(eq(mail.state, 'queued'));
	const [row] = await ctx.db.select({ n: count() }).from(mail).where(eq(mail.state, 'held'));
	return row?.n ?? 0;
}
