import { and, asc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import type { Answers } from '../../answers.ts';
import type { Follows } from '../../call.ts';
import { holds } from '../../condition.ts';
import type { Form } from '../../form.ts';
import type { CallPlace } from '../subject.ts';
import { application, applicationVersion, call, callForm, determination } from '../tables.ts';

/** An earlier application that another call can take up. */
export interface Followable {
	id: string;
	number: number;
	numberPrefix: string;
	callId: string;
	personId: string;
	title: string;
	form: Form;
	answers: Answers;
	version: number;
	locale: 'en' | 'zh';
}

/** Where the earlier call hangs: in the same edition, or of the same owner without one. */
export function earlierCall(place: Pick<CallPlace, 'editionId' | 'organisationId'>, slug: string): SQL | undefined {
	return and(
		eq(call.slug, slug),
		eq(call.organisationId, place.organisationId),
		place.editionId === null ? isNull(call.editionId) : eq(call.editionId, place.editionId),
	);
}

/**
 * The applications of the earlier call that were told one of the effects (and outcomes) that this call follows, and still
 * stand: neither withdrawn nor declined by their applicant. In order of their numbers. One query.
 * @param narrow of one person, or certain ones
 */
export async function followable(
	ctx: Context,
	place: Pick<CallPlace, 'editionId' | 'organisationId'>,
	follows: Pick<Follows, 'call' | 'effects' | 'outcomes' | 'when'>,
	narrow?: SQL,
): Promise<Followable[]> {
	const rows = await ctx.db
		.select({
			id: application.id,
			number: application.number,
			numberPrefix: call.numberPrefix,
			callId: application.callId,
			personId: application.personId,
			title: application.title,
			form: callForm.form,
			answers: applicationVersion.answers,
			version: application.version,
			locale: applicationVersion.locale,
		})
		.from(application)
		.innerJoin(call, eq(call.id, application.callId))
		// What was announced last, not what is being decided anew.
		.innerJoin(
			determination,
			sql`${determination.id} = (select d.id from determination d where d.application_id = ${application.id}
				and d.announced_at is not null order by d.position desc limit 1)`,
		)
		.innerJoin(
			applicationVersion,
			and(eq(applicationVersion.applicationId, application.id), eq(applicationVersion.version, application.version)),
		)
		.innerJoin(
			callForm,
			and(eq(callForm.callId, application.callId), eq(callForm.version, applicationVersion.formVersion)),
		)
		.where(
			and(
				earlierCall(place, follows.call),
				inArray(determination.effect, follows.effects),
				follows.outcomes === undefined ? undefined : inArray(determination.outcome, follows.outcomes),
				sql`coalesce(${determination.answer}, '') <> 'declined'`,
				sql`${application.state} not in ('withdrawn', 'declined')`,
				narrow,
			),
		)
		.orderBy(asc(application.number));
	const { when } = follows;
	return when === undefined ? rows : rows.filter((row) => holds(when, row.answers));
}
