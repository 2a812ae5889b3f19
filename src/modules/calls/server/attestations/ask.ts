import { and, eq, inArray } from 'drizzle-orm';
import { type Actor, demand, system } from '#core/access/index.ts';
import { schedule, unschedule } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { addressesOf, personAtAddress } from '#core/identity/index.ts';
import { newId } from '#core/ids/index.ts';
import type { JobData } from '#core/jobs/index.ts';
import { record } from '#core/ledger/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import type { AttestationRule } from '../../attestation-rule.ts';
import { type Asked, askedBy, attestationDue, followedHolder, reminderAhead, ruleApplies } from '../../attestation.ts';
import { instantOf } from '../../local-time.ts';
import { attestation } from '../attestation-tables.ts';
import { applicationSubject, demandOwn, scopeOf } from '../subject.ts';
import { application } from '../tables.ts';
import { loadApplication } from '../load.ts';
import { attestationDueKinds } from './due-kinds.ts';
import { type ApplicationToAsk, applicationToAsk } from './load.ts';
import { mailAttestation } from './mail.ts';

/** After every version: asks whom the rules newly name, and takes back what was asked of those who are named no more. */
export async function askOfVersion(ctx: Context, data: JobData): Promise<void> {
	await transaction(ctx, async (tx) => {
		const found = await applicationToAsk(tx, String(data.application));
		if (found) await bringUpToDate(tx, system('attestations'), found, (rule) => rule.asked === 'on-submission');
	});
}

/**
 * The desk asks by a rule now: those who were not asked by it yet.
 * @returns how many were asked
 * @throws Refusal `not-found`, `forbidden`; `conflict` (`attestation-nobody`: the application names nobody to ask)
 */
export async function askByDesk(
	ctx: Context,
	actor: Actor,
	input: { application: string; rule: string },
): Promise<number> {
	return transaction(ctx, async (tx) => {
		const found = await applicationToAsk(tx, input.application);
		if (!found) throw notFound();
		demand(tx, actor, 'application.enter', applicationSubject(found));
		const asked = await bringUpToDate(tx, actor, found, (rule) => rule.id === input.rule);
		if (asked === 0) throw new Refusal('conflict', 'attestation-nobody');
		return asked;
	});
}

/**
 * Sends the mail once more, with a new time until which it can be answered: by the desk, or by who holds the application.
 * @returns false when one has gone out today already
 * @throws Refusal `not-found`, `forbidden`; `conflict` (`attestation-answered`)
 */
export async function askAgain(
	ctx: Context,
	actor: Actor,
	input: { application: string; attestation: string; as: 'desk' | 'applicant' },
): Promise<boolean> {
	return transaction(ctx, async (tx) => {
		const found = await loadApplication(tx, input.application, { lock: true });
		if (input.as === 'desk') demand(tx, actor, 'application.enter', applicationSubject(found));
		else demandOwn(tx, actor, 'application.hold', found);
		const [row] = await tx.db
			.select()
			.from(attestation)
			.where(and(eq(attestation.id, input.attestation), eq(attestation.applicationId, found.id)));
		if (!row) throw notFound();
		if (row.state !== 'asked' && row.state !== 'expired') throw new Refusal('conflict', 'attestation-answered');
		const now = tx.clock.edition.now();
		const dueAt = dueOf(row.rule, now, found.window.zone);
		if (dueAt <= now) throw new Refusal('closed', 'attestation-over');
		await tx.db.update(attestation).set({ state: 'asked', dueAt }).where(eq(attestation.id, row.id));
		await plan(tx, row.id, dueAt, now);
		const sent = await mailAttestation(tx, row.id, row.askedAt === now ? 'ask' : 'remind');
		await record(tx, actor, {
			action: 'ask-again',
			subject: { type: 'application', id: found.id },
			scope: scopeOf(found),
			data: { attestation: row.id, rule: row.ruleId },
		});
		return sent;
	});
}

function dueOf(rule: AttestationRule, now: number, zone: string): number {
	return attestationDue(rule, now, rule.until === undefined ? null : instantOf(rule.until, zone, 'end'));
}

async function plan(ctx: Context, id: string, dueAt: number, now: number): Promise<void> {
	const { reminder, expires } = attestationDueKinds;
	await schedule(ctx, { at: dueAt, kind: expires, subject: id });
	if (dueAt - reminderAhead > now) await schedule(ctx, { at: dueAt - reminderAhead, kind: reminder, subject: id });
	else await unschedule(ctx, reminder, id);
}

async function bringUpToDate(
	ctx: Context,
	actor: Actor,
	found: ApplicationToAsk,
	now: (rule: AttestationRule) => boolean,
): Promise<number> {
	const rules = found.settings.attestations ?? [];
	const known = await ctx.db.select().from(attestation).where(eq(attestation.applicationId, found.id));
	const own = new Set((await addressesOf(ctx, found.personId)).map(({ address }) => address.toLowerCase()));
	const at = ctx.clock.edition.now();
	const events: { action: string; attestation: string; rule: string }[] = [];
	let asked = 0;
	const wanted = new Map<string, Set<string>>();
	for (const rule of rules) {
		const people: AskedPerson[] = found.state === 'withdrawn' ? [] : await peopleOf(ctx, rule, found, own);
		wanted.set(rule.id, new Set(people.map(({ address }) => address)));
		const dueAt = dueOf(rule, at, found.zone);
		if (!now(rule) || dueAt <= at) continue;
		for (const one of people) {
			const before = known.find((row) => row.ruleId === rule.id && row.address === one.address);
			if (before && before.state !== 'withdrawn') continue;
			const id = before?.id ?? newId();
			const row = {
				rule,
				name: one.name,
				entry: one.entry,
				locale: found.locale,
				state: 'asked' as const,
				answers: {},
				askedAt: at,
				dueAt,
				answeredAt: null,
				personId: (await personAtAddress(ctx, one.address)) ?? null,
			};
			await ctx.db
				.insert(attestation)
				.values({ id, applicationId: found.id, ruleId: rule.id, address: one.address, ...row })
				.onConflictDoUpdate({ target: attestation.id, set: row });
			await plan(ctx, id, dueAt, at);
			await mailAttestation(ctx, id, 'ask');
			events.push({ action: 'ask', attestation: id, rule: rule.id });
			asked += 1;
		}
	}
	const gone = known.filter((row) => row.state !== 'withdrawn' && !wanted.get(row.ruleId)?.has(row.address));
	if (gone.length > 0) {
		await ctx.db
			.update(attestation)
			.set({ state: 'withdrawn' })
			.where(
				inArray(
					attestation.id,
					gone.map(({ id }) => id),
				),
			);
		for (const { id } of gone) {
			for (const kind of Object.values(attestationDueKinds)) await unschedule(ctx, kind, id);
		}
		// What a guardian allowed does not outlive his being the guardian.
		if (gone.some(({ rule }) => rule.guardian))
			await ctx.db.update(application).set({ minorAllows: {} }).where(eq(application.id, found.id));
		events.push(...gone.map(({ id, ruleId }) => ({ action: 'unask', attestation: id, rule: ruleId })));
	}
	await record(
		ctx,
		actor,
		...events.map(({ action, ...data }) => ({
			action,
			subject: { type: 'application', id: found.id },
			scope: scopeOf(found),
			data,
		})),
	);
	return asked;
}

type AskedPerson = Omit<Asked, 'entry'> & { entry: Asked['entry'] | null };

/** Whom a rule asks: the people of its list, or whoever holds the application that this one follows. */
async function peopleOf(
	ctx: Context,
	rule: AttestationRule,
	found: ApplicationToAsk,
	own: ReadonlySet<string>,
): Promise<AskedPerson[]> {
	if (rule.from !== followedHolder) return askedBy(rule, found, own);
	if (found.followsId === null || !ruleApplies(rule, found)) return [];
	const [holder] = await ctx.db
		.select({ personId: application.personId })
		.from(application)
		.where(eq(application.id, found.followsId));
	const address = holder && (await addressesOf(ctx, holder.personId))[0]?.address.toLowerCase();
	// A focal point among the staff confirms himself too: he was found to be one.
	return address === undefined ? [] : [{ name: '', address, entry: null }];
}
