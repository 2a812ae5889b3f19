import { sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import type { Answers } from '../answers.ts';
import type { CallSettings } from '../call.ts';
import { cohortAt } from '../cohort.ts';
import type { Form } from '../form.ts';
import { project } from '../projection.ts';
import { derivedOf } from './derived.ts';
import { application, applicationVersion } from './tables.ts';

/** An application that did not come by its applicant's own hand: entered by the desk, or taken in from another call. */
export interface Arriving {
	id: string;
	callId: string;
	form: Form;
	settings: CallSettings;
	answers: Answers;
	/** Who holds it. */
	holder: string;
	/** Who put it in: stands in its first version. */
	personId: string;
	locale: Locale;
	/** What its files came with, and what makes the same arrival one. */
	draftId: string;
	followsId: string | null;
	enteredBy: string | null;
	zone: string;
}

/** Writes such an application with its first version. Part of the caller's transaction. @returns its number */
export async function insertApplication(ctx: Context, of: Arriving): Promise<number> {
	const [number] = await insertApplications(ctx, [of]);
	return number as number;
}

/** The same for many (some hundreds), in three statements. @returns their numbers, in the order given */
export async function insertApplications(ctx: Context, list: readonly Arriving[]): Promise<number[]> {
	if (list.length === 0) return [];
	const at = ctx.clock.edition.now();
	const taken = await many<{ n: number }>(
		ctx.db,
		sql`select nextval('application_number')::int as n from generate_series(1, ${list.length}::int)`,
	);
	const numbers = taken.map(({ n }) => n).sort((a, b) => a - b);
	await ctx.db.insert(application).values(
		list.map(({ form, settings, answers, ...of }, place) => ({
			id: of.id,
			number: numbers[place] as number,
			callId: of.callId,
			personId: of.holder,
			state: 'submitted' as const,
			version: 1,
			...project(form, answers),
			...derivedOf(form, settings, answers),
			cohort: cohortAt(settings.cohorts, of.zone, at)?.cohort.id ?? null,
			followsId: of.followsId,
			enteredBy: of.enteredBy,
			submittedAt: at,
			changedAt: at,
		})),
	);
	await ctx.db.insert(applicationVersion).values(
		list.map((of) => ({
			applicationId: of.id,
			version: 1,
			formVersion: of.form.version,
			answers: of.answers,
			event: 'submit' as const,
			draftId: of.draftId,
			personId: of.personId,
			locale: of.locale,
			at,
		})),
	);
	return numbers;
}
