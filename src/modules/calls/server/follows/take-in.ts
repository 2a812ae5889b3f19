import { and, eq, inArray, sql } from 'drizzle-orm';
import { type Actor, demand, personOf } from '#core/access/index.ts';
import { originOf } from '#core/config/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { mailAddressOf } from '#core/identity/index.ts';
import { newId } from '#core/ids/index.ts';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { record } from '#core/ledger/index.ts';
import { queueMail } from '#core/mail/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import type { Answers } from '../../answers.ts';
import { answersAsked } from '../../asked.ts';
import { checkAnswers } from '../../check.ts';
import { fieldById } from '../../fields.ts';
import type { Form } from '../../form.ts';
import { numberLabel } from '../../projection.ts';
import { insertApplication } from '../insert-application.ts';
import { askJob } from '../job-names.ts';
import { windowColumns } from '../load.ts';
import { takenInMail } from '../members/mail-texts.ts';
import { callSubject, scopeOf } from '../subject.ts';
import { application, call, callForm, callWindow } from '../tables.ts';
import { carriedAnswers, copyCarriedFiles } from './carried.ts';
import { type Followable, followable } from './followable.ts';

/** One that can be taken in, or was. */
export interface TakeInRow {
	id: string;
	number: string;
	title: string;
	/** What it became here; null: not taken in. */
	taken: string | null;
	/** Names of the fields that it would lack here. */
	missing: string[];
}

/**
 * The applications of the earlier call that can be taken into this one, and those that were: shown before anything
 * happens. Three queries, however many there are.
 * @throws Refusal `not-found` (also for a call that takes nothing in), `forbidden`
 */
export async function takeInPreview(ctx: Context, actor: Actor, input: { call: string }): Promise<TakeInRow[]> {
	const of = await callThatTakesIn(ctx, actor, input.call);
	const { rows, taken } = await candidates(ctx, of);
	return rows.map((row) => ({
		id: row.id,
		number: numberLabel(row.numberPrefix, row.number),
		title: row.title,
		taken: taken.get(row.id) ?? null,
		missing: missingIn(ctx, of, row),
	}));
}

/**
 * Takes applications of the earlier call into this one: each becomes an application here that follows it, with the
 * answers that come along, and its applicant is told. Whatever was taken in already is left as it is: twice is once.
 * @param input.applications the chosen ones, or null for all that can be
 * @returns how many were taken in now
 * @throws Refusal `not-found`, `forbidden`; `conflict` (`take-in-changed`) when one that was chosen can't be taken in any more
 */
export async function takeIn(
	ctx: Context,
	actor: Actor,
	input: { call: string; applications: readonly string[] | null },
): Promise<number> {
	return transaction(ctx, async (tx) => {
		const of = await callThatTakesIn(tx, actor, input.call);
		// Two who press at once take everything in once.
		await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext(${`take-in:${of.callId}`}))`);
		const { rows, taken } = await candidates(tx, of);
		const known = new Map(rows.map((row) => [row.id, row]));
		const wanted = input.applications ?? rows.map(({ id }) => id);
		const chosen = [...new Set(wanted)].filter((id) => !taken.has(id)).map((id) => known.get(id));
		if (chosen.some((one) => one === undefined)) throw new Refusal('conflict', 'take-in-changed');
		for (const row of chosen as Followable[]) await takeOne(tx, actor, of, row);
		return chosen.length;
	});
}

type TakingCall = Awaited<ReturnType<typeof callThatTakesIn>>;

async function callThatTakesIn(ctx: Context, actor: Actor, id: string) {
	const [row] = await ctx.db
		.select({ call, form: callForm.form, window: windowColumns })
		.from(call)
		.innerJoin(callForm, and(eq(callForm.callId, call.id), eq(callForm.version, call.formVersion)))
		.innerJoin(callWindow, eq(callWindow.callId, call.id))
		.where(eq(call.id, id));
	if (!row) throw notFound();
	const { editionId, organisationId, settings } = row.call;
	const place = { callId: row.call.id, editionId, organisationId };
	demand(ctx, actor, 'application.enter', callSubject(place));
	if (settings.follows?.by !== 'take-in') throw notFound();
	return { ...row, ...place, follows: settings.follows, settings };
}

async function candidates(ctx: Context, of: TakingCall) {
	const rows = await followable(ctx, of, of.follows);
	if (rows.length === 0) return { rows, taken: new Map<string, string>() };
	const made = await ctx.db
		.select({ id: application.id, followsId: application.followsId })
		.from(application)
		.where(
			and(
				eq(application.callId, of.callId),
				inArray(
					application.followsId,
					rows.map(({ id }) => id),
				),
			),
		);
	return { rows, taken: new Map(made.map(({ id, followsId }) => [followsId as string, id])) };
}

/** @param answers what came along; without, what would */
function missingIn(ctx: Context, of: TakingCall, row: Followable, answers = carriedHere(of, row)): string[] {
	const form = of.form as Form;
	const problems = checkAnswers(form, answers, {
		stage: 'submit',
		at: ctx.clock.edition.now(),
		zone: of.window.zone,
	});
	// What nobody has measured yet is measured when it comes along.
	const told = problems.filter(({ code }) => code !== 'file-unreadable');
	return [...new Set(told.map(({ path }) => path.split('.')[0] ?? path))].map(
		(id) => fieldById(form, id)?.label[row.locale] ?? id,
	);
}

function carriedHere(of: TakingCall, row: Followable): Answers {
	return answersAsked(of.form, carriedAnswers(of.follows, row, of.form));
}

async function takeOne(ctx: Context, actor: Actor, of: TakingCall, row: Followable): Promise<void> {
	const { form, settings, call: into } = of;
	const id = newId();
	const draftId = newId();
	const answers = await copyCarriedFiles(ctx, form, carriedHere(of, row), { draftId, applicationId: id });
	const n = await insertApplication(ctx, {
		id,
		callId: of.callId,
		form,
		settings,
		answers,
		holder: row.personId,
		personId: row.personId,
		locale: row.locale,
		draftId,
		followsId: row.id,
		enteredBy: null,
		zone: of.window.zone,
	});
	const number = numberLabel(into.numberPrefix, n);
	await record(ctx, actor, {
		action: 'take-in',
		subject: { type: 'application', id },
		scope: scopeOf(of),
		data: { call: of.callId, number, follows: row.id, by: personOf(actor) ?? null },
	});
	// Who works on the one works on the other.
	await ctx.db.execute(sql`insert into application_member (id, application_id, person_id, may_write, added_by_person_id, added_at)
		select md5(random()::text || m.id), ${id}, m.person_id, m.may_write, m.added_by_person_id, ${new Date(ctx.clock.edition.now()).toISOString()}
		from application_member m where m.application_id = ${row.id} and m.ended_at is null`);
	if (settings.attestations?.length) await ctx.jobs.enqueue(ctx, askJob, { application: id });
	const address = await mailAddressOf(ctx, row.personId);
	if (address === undefined) return;
	await queueMail(ctx, {
		key: `taken-in:${id}`,
		kind: 'taken-in',
		to: { address, name: '' },
		...(into.contact ? { replyTo: { address: into.contact, name: '' } } : {}),
		locale: row.locale,
		...takenInMail.fill(row.locale, {
			call: inLocale(into.title, row.locale).text,
			title: row.title,
			earlier: numberLabel(row.numberPrefix, row.number),
			number,
			missing: missingIn(ctx, of, row, answers).join(row.locale === 'zh' ? '、' : ', '),
			link: `${originOf(ctx.config)}${localePath(row.locale, `/me/applications/${id}`)}`,
		}),
		scope: scopeOf(of),
		personId: row.personId,
	});
}
