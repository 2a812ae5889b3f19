import { type SQL, sql } from 'drizzle-orm';
import { digestOf } from '#core/identity/index.ts';
import { attestation } from '../attestation-tables.ts';

/** The attestation that a secret opens. */
export function byLink(secret: string): SQL {
	return sql`${attestation.id} = (select l.attestation_id from attestation_link l where l.digest = ${digestOf(secret)})`;
}
