import { sql } from 'drizzle-orm';
import { type Actor, closedTo, demand, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, type Problem } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { callForReview, callOfDesk } from '#modules/calls/server/index.ts';
import { mayClear } from '../../conflict.ts';
import { reviewConflictVerdict } from '../conflict-tables.ts';
import { closeDesk } from './close-desk.ts';
import { conflictFacts } from './facts.ts';
import { endAll } from './state.ts';

/** `{application} {person}`, as forms post it. */
export type PairKey = string;

export interface DecideConflictsInput {
	/** Id of the desk: an edition's, or a standing call's; and the call there. */
	desk: string;
	call: string;
	pairs: readonly PairKey[];
	verdict: string;
	reason: string;
}

/** Why nothing was done with a pair. */
export type NotDecided = 'gone' | 'own' | 'on-record';

export interface DecidedConflicts {
	decided: number;
	left: { pair: PairKey; why: NotDecided }[];
}

const longest = 1000;
/** So many pairs at once. */
export const mostDecided = 500;

/**
 * A chair confirms or clears what is between people and applications, with a reason that stays on record. Confirmed: the
 * person judges it no more, what he scored counts no more, and its desk is shut for him. Cleared: it is as if nothing were
 * known, until other evidence comes up. Nobody decides of himself, or of an application in which he has a stake; nobody
 * clears what is on record.
 * @throws Refusal `not-found`, `forbidden`, `signed-out`; `invalid` (`choose-pairs`, `choose-verdict`, `say-why`, `too-many-characters`)
 */
export async function decideConflicts(
	ctx: Context,
	actor: Actor,
	input: DecideConflictsInput,
): Promise<DecidedConflicts> {
	const call = await callForReview(ctx, await callOfDesk(ctx, input.desk, input.call));
	demand(ctx, actor, 'conflict.decide', call.subject);
	const reason = cleanText(input.reason, { lines: true });
	const { verdict } = input;
	const keys = [...new Set(input.pairs)].slice(0, mostDecided);
	const problems: Problem[] = [
		...(keys.length === 0 ? [{ path: 'pairs', code: 'choose-pairs' }] : []),
		...(verdict === 'confirmed' || verdict === 'cleared' ? [] : [{ path: 'verdict', code: 'choose-verdict' }]),
		...(reason === '' ? [{ path: 'reason', code: 'say-why' }] : []),
		...(reason.length > longest
			? [{ path: 'reason', code: 'too-many-characters', params: { characters: reason.length, max: longest } }]
			: []),
	];
	if (problems.length > 0 || (verdict !== 'confirmed' && verdict !== 'cleared')) throw invalid(problems);
	const asked = keys.map((key) => {
		const [application = '', person = ''] = key.split(' ');
		return { key, application, person };
	});
	return transaction(ctx, async (tx) => {
		// Two chairs who decide the same at once: one after the other.
		await lockCall(tx, call.callId);
		const { facts } = await conflictFacts(tx, call, {
			applications: [...new Set(asked.map(({ application }) => application))],
			people: [...new Set(asked.map(({ person }) => person))],
		});
		const closed = new Set(closedTo(actor));
		const left: DecidedConflicts['left'] = [];
		const done: typeof asked = [];
		const rows: (typeof reviewConflictVerdict.$inferInsert)[] = [];
		for (const pair of asked) {
			const own = facts.filter((one) => one.application === pair.application && one.person === pair.person);
			const able = own.filter(({ kind }) => mayClear(kind));
			const why: NotDecided | undefined =
				own.length === 0 || closed.has(pair.application)
					? 'gone'
					: pair.person === personOf(actor)
						? 'own'
						: able.length === 0 || (verdict === 'cleared' && able.length < own.length)
							? 'on-record'
							: undefined;
			if (why) {
				left.push({ pair: pair.key, why });
				continue;
			}
			done.push(pair);
			for (const fact of able) {
				rows.push({
					id: newId(),
					callId: call.callId,
					applicationId: pair.application,
					personId: pair.person,
					kind: fact.kind,
					source: fact.source,
					mark: fact.mark,
					verdict,
					reason,
					byPersonId: personOf(actor) ?? null,
					at: tx.clock.edition.now(),
				});
			}
		}
		if (done.length === 0) return { decided: 0, left };
		await tx.db.insert(reviewConflictVerdict).values(rows);
		await record(
			tx,
			actor,
			...done.map(({ application, person }) => ({
				action: verdict === 'confirmed' ? 'confirm-conflict' : 'clear-conflict',
				subject: { type: 'application', id: application },
				scope: call.scope,
				data: { person, kinds: rows.flatMap((row) => (isOf(row, application, person) ? [row.kind] : [])) },
			})),
		);
		if (verdict === 'confirmed') await endAll(tx, actor, done);
		await closeDesk(tx, call.callId, done);
		return { decided: done.length, left };
	});
}

const isOf = (row: { applicationId: string; personId: string }, application: string, person: string) =>
	row.applicationId === application && row.personId === person;

async function lockCall(tx: Context, callId: string): Promise<void> {
	await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext(${`conflicts:${callId}`}))`);
}
