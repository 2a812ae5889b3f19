import { sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';
import { isCountry } from '#core/text/index.ts';
import type { PersonEntry } from '../answers.ts';
import type { ApplicationState } from '../application-state.ts';
import { fieldByRole, type Form } from '../form.ts';

/** An application as statistics look at it. */
export interface ReportEntry {
	id: string;
	track: string | null;
	student: boolean | null;
	state: ApplicationState;
	submittedAt: number;
	/** Two letters, of whoever presents, or the first named; null where none is given. */
	country: string | null;
}

/**
 * The applications of a call for statistics, by number; those withdrawn are left out. One query.
 * @param closed left out: those in which whoever looks has a stake
 */
export async function reportEntries(
	ctx: Context,
	of: { callId: string; form: Form },
	closed: readonly string[],
): Promise<ReportEntry[]> {
	const people = fieldByRole(of.form, 'contributors')?.id ?? '';
	const country = of.form.fields.find(({ kind }) => kind === 'country')?.id ?? '';
	const rows = await many<
		Omit<ReportEntry, 'country'> & Record<string, unknown> & { people: PersonEntry[] | null; own: string | null }
	>(
		ctx.db,
		sql`select a.id, a.track, a.student, a.state, floor(extract(epoch from a.submitted_at) * 1000)::float8 as "submittedAt",
				v.answers -> ${people} as people, v.answers ->> ${country} as own
			from application a join application_version v on v.application_id = a.id and v.version = a.version
			where a.call_id = ${of.callId} and a.state <> 'withdrawn' and a.id <> all(${sql.param([...closed])}::text[])
			order by a.number`,
	);
	return rows.map(({ people: named, own, ...row }) => {
		const first = Array.isArray(named) ? (named.find(({ presenter }) => presenter) ?? named[0]) : undefined;
		const code = own ?? first?.country ?? '';
		return { ...row, country: isCountry(code) ? code : null };
	});
}
