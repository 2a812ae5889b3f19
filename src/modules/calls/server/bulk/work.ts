import { and, eq, inArray } from 'drizzle-orm';
import { type Action, type Actor, can, demand, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, Refusal } from '#core/refusal/index.ts';
import { stateAfter } from '../../application-state.ts';
import type { BulkAction, BulkKind } from '../../bulk-action.ts';
import { fieldById } from '../../fields.ts';
import { decideMany } from '../decide-many.ts';
import type { DecisionReport } from '../note-determinations.ts';
import type { ListScope } from '../lists/scope.ts';
import { loadApplication } from '../load.ts';
import { postMessage } from '../post-message.ts';
import { dueOf, requestInfo } from '../request-info.ts';
import { infoRequest } from '../stage-tables.ts';
import { applicationSubject, scopeOf } from '../subject.ts';
import { application } from '../tables.ts';
import { holdThread } from '../threads/settle.ts';
import { undecide } from '../undecide.ts';
import { withdraw } from '../withdraw.ts';
import type { BulkRow } from './rows.ts';

/** What became of one: why nothing did, or what undoing needs to know. */
export interface Outcome {
	refusal: string | null;
	result: string | null;
}

/** What somebody must be allowed with each single application. */
const needs: Record<BulkKind, Action> = {
	decide: 'application.decide',
	message: 'application.message',
	cohort: 'application.decide',
	holder: 'application.message',
	request: 'application.request',
	withdraw: 'application.enter',
};

/**
 * Why it can't be done with one, by its id, of those with which it can't. Nothing is written. A constant number of queries.
 * @throws Refusal `invalid` where the act itself is wrong for all
 */
export async function refusalsOf(
	ctx: Context,
	actor: Actor,
	scope: ListScope,
	action: BulkAction,
	rows: readonly BulkRow[],
): Promise<Map<string, string>> {
	if (action.kind === 'decide') return refusedDecisions(await decided(ctx, actor, action, rows, true));
	const refusals = new Map<string, string>();
	const asked = action.kind === 'request' ? await withOpenRequest(ctx, rows) : new Set<string>();
	if (action.kind === 'request') demandRequest(ctx, scope, action);
	for (const row of rows) {
		const stored = scope.sights.find((sight) => sight.stored.callId === row.callId)?.stored;
		if (!stored) continue;
		const subject = applicationSubject({ ...stored, id: row.id, personId: row.personId, track: row.track });
		if (can(actor, needs[action.kind], subject, ctx.clock) !== 'yes') refusals.set(row.id, 'forbidden');
		else if (action.kind === 'cohort') {
			if (action.cohort !== '' && !stored.call.cohorts?.some(({ id }) => id === action.cohort))
				refusals.set(row.id, 'unknown-cohort');
			else if ((row.cohort ?? '') === action.cohort) refusals.set(row.id, 'same-cohort');
		} else if (action.kind === 'holder') {
			if (row.holder === (action.holder === 'me' ? (personOf(actor) ?? null) : null))
				refusals.set(row.id, 'same-holder');
		} else if (action.kind === 'withdraw') {
			if (row.state === 'withdrawn' || stateAfter(row.state, 'withdraw') === null) refusals.set(row.id, 'wrong-state');
		} else if (action.kind === 'request') {
			if (asked.has(row.id)) refusals.set(row.id, 'request-open');
			else if (action.fields.some((id) => !fieldById(stored.call.form, id))) refusals.set(row.id, 'unknown-field');
			else if (row.state === 'withdrawn') refusals.set(row.id, 'wrong-state');
		}
	}
	return refusals;
}

/** Does it with each, in the caller's transaction; what one is refused leaves the others alone. */
export async function doWith(
	tx: Context,
	actor: Actor,
	action: BulkAction,
	rows: readonly BulkRow[],
): Promise<Map<string, Outcome>> {
	if (action.kind === 'decide') return decideThose(tx, actor, action, rows);
	return eachAlone(rows, (row) =>
		transaction(tx, async (inner): Promise<string | null> => {
			switch (action.kind) {
				case 'message':
					return postMessage(inner, actor, { application: row.id, as: 'desk', text: action.text });
				case 'request': {
					const { fields, questions, note, due } = action;
					return requestInfo(inner, actor, { application: row.id, fields, questions, note, due });
				}
				case 'holder':
					await holdThread(inner, actor, { application: row.id, hold: action.holder === 'me' });
					return row.holder ?? '';
				case 'cohort':
					await putInto(inner, actor, row, action.cohort || null);
					return row.cohort ?? '';
				case 'withdraw':
					await withdraw(inner, actor, { application: row.id, forApplicant: true });
					return null;
			}
		}),
	);
}

/** Takes back what was done with each, as far as nothing has happened to it since. */
export async function undoWith(
	tx: Context,
	actor: Actor,
	action: BulkAction,
	rows: readonly (BulkRow & { result: string | null })[],
): Promise<Map<string, Outcome>> {
	return eachAlone(rows, (row) =>
		transaction(tx, async (inner): Promise<null> => {
			if (action.kind === 'decide') await undecide(inner, actor, { application: row.id, seen: row.result });
			else if (action.kind === 'cohort') {
				if ((row.cohort ?? '') !== action.cohort) throw new Refusal('conflict', 'changed-since');
				await putInto(inner, actor, row, row.result || null);
			} else if (action.kind === 'holder') {
				const held = action.holder === 'me' ? (personOf(actor) ?? null) : null;
				// Only oneself can take something upon oneself: what was somebody else's is given back to nobody.
				if (row.holder !== held) throw new Refusal('conflict', 'changed-since');
				await holdThread(inner, actor, { application: row.id, hold: row.result === personOf(actor) });
			}
			return null;
		}),
	);
}

async function eachAlone<T extends BulkRow>(
	rows: readonly T[],
	work: (row: T) => Promise<string | null>,
): Promise<Map<string, Outcome>> {
	const done = new Map<string, Outcome>();
	for (const row of rows) {
		try {
			done.set(row.id, { refusal: null, result: await work(row) });
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			done.set(row.id, { refusal: codeOf(error), result: null });
		}
	}
	return done;
}

type Decide = Extract<BulkAction, { kind: 'decide' }>;

async function decided(ctx: Context, actor: Actor, action: Decide, rows: readonly BulkRow[], dryRun: boolean) {
	const { outcome, reason = null, track = null, conditions = null, note = null, amount = null } = action;
	const applications = rows.map(({ id }) => id);
	return decideMany(ctx, actor, { outcome, reason, track, conditions, note, amount, applications, dryRun });
}

/** All that can be are decided together; those that are refused meanwhile are left out and named. */
async function decideThose(
	tx: Context,
	actor: Actor,
	action: Decide,
	rows: readonly BulkRow[],
): Promise<Map<string, Outcome>> {
	const refused = refusedDecisions(await decided(tx, actor, action, rows, true));
	const rest = rows.filter(({ id }) => !refused.has(id));
	const { report } = await decided(tx, actor, action, rest, false);
	const outcomes = new Map<string, Outcome>([...refused].map(([id, refusal]) => [id, { refusal, result: null }]));
	for (const { application: id, determination, refusal } of report) {
		outcomes.set(id, { refusal: refusal && codeOf(refusal), result: determination });
	}
	return outcomes;
}

function refusedDecisions({ report }: { report: readonly DecisionReport[] }): Map<string, string> {
	return new Map(report.flatMap(({ application: id, refusal }) => (refusal ? [[id, codeOf(refusal)]] : [])));
}

/** The code that says most: that of the field where there is one. */
function codeOf(refusal: Refusal): string {
	return refusal.problems[0]?.code ?? (refusal.kind === 'forbidden' ? 'forbidden' : refusal.code);
}

async function withOpenRequest(ctx: Context, rows: readonly BulkRow[]): Promise<Set<string>> {
	const ids = rows.map(({ id }) => id);
	const found = await ctx.db
		.select({ id: infoRequest.applicationId })
		.from(infoRequest)
		.where(and(eq(infoRequest.state, 'open'), inArray(infoRequest.applicationId, ids.length > 0 ? ids : [''])));
	return new Set(found.map(({ id }) => id));
}

/** What is wrong with a request whatever it is asked of. */
function demandRequest(ctx: Context, scope: ListScope, action: Extract<BulkAction, { kind: 'request' }>): void {
	const zone = scope.sights[0]?.stored.call.window.zone ?? 'UTC';
	const problems = [];
	if (dueOf(action.due, zone, ctx.clock.edition.now()) === undefined) problems.push({ path: 'due', code: 'bad-due' });
	if (action.fields.length + action.questions.filter((text) => text !== '').length === 0)
		problems.push({ path: 'questions', code: 'nothing-asked' });
	if (problems.length > 0) throw invalid(problems);
}

async function putInto(tx: Context, actor: Actor, row: BulkRow, cohort: string | null): Promise<void> {
	const found = await loadApplication(tx, row.id, { lock: true });
	demand(tx, actor, needs.cohort, applicationSubject(found));
	await tx.db.update(application).set({ cohort }).where(eq(application.id, row.id));
	await record(tx, actor, {
		action: 'assign-cohort',
		subject: { type: 'application', id: row.id },
		scope: scopeOf(found),
		data: { from: row.cohort, to: cohort },
	});
}
