import { and, eq, inArray } from 'drizzle-orm';
import { endRelation, grantRelation, type ObjectType, type RelationName, system } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { bumpRevision } from '#core/http/index.ts';
import { newId } from '#core/ids/index.ts';
import type { JobData } from '#core/jobs/index.ts';
import { type LedgerEvent, record } from '#core/ledger/index.ts';
import type { FulfilmentRule } from '#modules/calls/fulfilment-rule.ts';
import { type ApplicationHead, applicationHeads, toldOutcomes } from '#modules/calls/server/index.ts';
import { dueOf } from '../due.ts';
import { type Cause, doneAtOnce, endsWithItsCause, wantedOf } from '../state.ts';
import { certificateWords } from '../ui/certificate-words.ts';
import { dropPlacement } from './placement-dates.ts';
import { deskIdOf } from './subject.ts';
import { certificate, fulfilment } from './tables.ts';

type Row = typeof fulfilment.$inferSelect;

const actor = system('fulfilments');

/** For the job `application-moved` of the calls: `{application, event}`. It may run twice, late, and in any order. */
export async function whenMoved(ctx: Context, data: JobData): Promise<void> {
	await settleFulfilments(ctx, String(data.application));
}

/**
 * Brings what has to be done for an application in line with what it was told: begins what follows from it, takes up what
 * had been cancelled, cancels what follows no more. It asks how things stand now and not what has happened, so that doing
 * it twice is doing it once.
 */
export async function settleFulfilments(ctx: Context, applicationId: string): Promise<void> {
	await transaction(ctx, async (tx) => {
		const head = (await applicationHeads(tx, [applicationId], { lock: true })).get(applicationId);
		if (!head) return;
		const told = (await toldOutcomes(tx, [applicationId])).get(applicationId) ?? [];
		const wanted = wantedOf(head.settings.fulfilments ?? [], told, head.state === 'withdrawn');
		const rows = await tx.db.select().from(fulfilment).where(eq(fulfilment.applicationId, applicationId)).for('update');
		const present = new Map(rows.map((row) => [row.rule, row]));
		for (const [id, { rule, cause }] of wanted) {
			const row = present.get(id);
			if (!row) await begin(tx, head, rule, cause);
			else if (row.state === 'cancelled') await takeUp(tx, head, row, rule, cause);
			else if (row.determinationId !== cause.determination || row.lapsedAt !== null) await follow(tx, row, cause);
		}
		for (const row of rows) {
			if (!wanted.has(row.rule)) await end(tx, head, row);
		}
	});
}

async function begin(tx: Context, head: ApplicationHead, rule: FulfilmentRule, cause: Cause): Promise<void> {
	const at = tx.clock.edition.now();
	const id = newId();
	await tx.db.insert(fulfilment).values({
		id,
		applicationId: head.id,
		callId: head.callId,
		deskId: deskIdOf(head),
		rule: rule.id,
		kind: rule.kind,
		label: rule.label,
		details: rule.details ?? null,
		state: 'open',
		determinationId: cause.determination,
		dueAt: dueOf(rule, at, head.zone),
		amount: rule.kind === 'payment' ? cause.amount : null,
		currency: rule.kind === 'payment' ? (rule.currency ?? null) : null,
		beganAt: at,
	});
	await record(tx, actor, event(head, 'begin-fulfilment', { id, rule: rule.id, kind: rule.kind }));
	await doAtOnce(tx, head, { id, kind: rule.kind }, rule);
}

/** What was cancelled is wanted again: as it was begun, with the new date and sum. */
async function takeUp(tx: Context, head: ApplicationHead, row: Row, rule: FulfilmentRule, cause: Cause): Promise<void> {
	await tx.db
		.update(fulfilment)
		.set({
			state: 'open',
			determinationId: cause.determination,
			dueAt: dueOf(rule, tx.clock.edition.now(), head.zone),
			amount: rule.kind === 'payment' ? cause.amount : null,
			cancelledAt: null,
			doneAt: null,
			doneByPersonId: null,
			revision: row.revision + 1,
		})
		.where(eq(fulfilment.id, row.id));
	await record(tx, actor, event(head, 'begin-fulfilment', row));
	await doAtOnce(tx, head, row, rule);
}

/** It stands as before, for a newer reason: the sum is that of the newer one as long as nothing is paid. */
async function follow(tx: Context, row: Row, cause: Cause): Promise<void> {
	const amount = row.kind === 'payment' && row.state === 'open' ? cause.amount : row.amount;
	await tx.db
		.update(fulfilment)
		.set({ determinationId: cause.determination, amount, lapsedAt: null, revision: row.revision + 1 })
		.where(eq(fulfilment.id, row.id));
}

async function doAtOnce(
	tx: Context,
	head: ApplicationHead,
	one: Pick<Row, 'id' | 'kind'>,
	rule: FulfilmentRule,
): Promise<void> {
	if (!doneAtOnce.has(one.kind)) return;
	let relationOn: string | null = null;
	if (one.kind === 'relation' && rule.relation) {
		const object = relationObject(head, rule.relation);
		// Only what is new is ended again when the reason goes.
		const given = await grantRelation(tx, actor, head.personId, rule.relation, object, deskIdOf(head));
		if (given) relationOn = `${rule.relation}:${object.type}:${object.id}`;
	}
	await tx.db
		.update(fulfilment)
		.set({ state: 'done', doneAt: tx.clock.edition.now(), relationOn })
		.where(eq(fulfilment.id, one.id));
	if (one.kind === 'listing') await bumpRevision(tx, deskIdOf(head));
}

/** Jurors are of the call; whoever reviews or helps does so for the whole edition, where there is one. */
function relationObject(head: ApplicationHead, relation: string): { type: ObjectType; id: string } {
	if (relation === 'juror' || head.editionId === null) return { type: 'call', id: head.callId };
	return { type: 'edition', id: head.editionId };
}

/** The reason is gone. What was done in the world (money, a document) stays done, and says that it has lost its reason. */
async function end(tx: Context, head: ApplicationHead, row: Row): Promise<void> {
	if (row.state === 'cancelled' || (row.state === 'done' && row.lapsedAt !== null)) return;
	const at = tx.clock.edition.now();
	const lapses = row.state === 'done' && !endsWithItsCause.has(row.kind);
	await tx.db
		.update(fulfilment)
		.set({
			...(lapses ? { lapsedAt: at } : { state: 'cancelled' as const, cancelledAt: at, relationOn: null }),
			revision: row.revision + 1,
		})
		.where(eq(fulfilment.id, row.id));
	await record(tx, actor, event(head, lapses ? 'fulfilment-lapses' : 'cancel-fulfilment', row));
	if (row.kind === 'certificate') await revokeAll(tx, row.id);
	if (row.kind === 'placement') await dropPlacement(tx, row);
	if (row.kind === 'listing') await bumpRevision(tx, row.deskId);
	if (row.kind === 'relation' && row.relationOn !== null) {
		const [name, type, id] = row.relationOn.split(':') as [RelationName, ObjectType, string];
		await endRelation(tx, actor, head.personId, name, { type, id });
	}
}

async function revokeAll(tx: Context, fulfilmentId: string): Promise<void> {
	await tx.db
		.update(certificate)
		.set({
			state: 'revoked',
			revokedAt: tx.clock.edition.now(),
			revokedReason: { en: certificateWords.en.holdsNoMore, zh: certificateWords.zh.holdsNoMore },
		})
		.where(and(eq(certificate.fulfilmentId, fulfilmentId), inArray(certificate.state, ['draft', 'issued'])));
}

function event(head: ApplicationHead, action: string, one: { id: string; rule: string; kind: string }): LedgerEvent {
	return {
		action,
		subject: { type: 'application', id: head.id },
		scope: deskIdOf(head),
		data: { fulfilment: one.id, rule: one.rule, kind: one.kind },
	};
}
