import { type SQL, sql } from 'drizzle-orm';
import { settingsOf } from '../call.ts';
import type { PublicCall } from './visitor-queries.ts';

/**
 * Whether a call (`c`, with its window `w`) still is what this process remembers of it, and takes applications at an
 * instant: for statements that do at once what else would begin with reading it.
 */
export function asRemembered(call: PublicCall, at: number): SQL {
	const time = sql`${new Date(at).toISOString()}::timestamptz`;
	return sql`c.id = ${call.id} and c.form_version = ${call.form.version} and c.number_prefix = ${call.numberPrefix}
		and c.settings = ${JSON.stringify(settingsOf(call))}::jsonb and w.zone = ${call.window.zone}
		and w.opens_at <= ${time} and ${time} < greatest(w.closes_at, w.grace_ends_at)`;
}
