import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';

declare global {
	namespace App {
		interface Locals {
			ctx: Context;
			actor: Actor;
			/** The session that the cookie named, when it did. */
			sessionId?: string;
			/** In which edition (its slug) the one who is signed in looks through the eyes of `actor`. */
			seeing?: string;
			locale: Locale;
			/** The path that the routes know, without `/zh`. */
			path: string;
			/** The page is shown as it would be with the drafts of this edition published. */
			preview?: { slug: string; editionId: string };
			/** Public pages: from when (edition time) the page may read differently, and whose revision it depends on. */
			cache?: {
				/** Several scopes stand with spaces between them. */
				scope: string;
				until: number;
				/** Of a closed edition: shared caches may keep it for long. */
				settled?: boolean;
				/** Names people who may withdraw at any moment: shared caches ask every time. */
				fresh?: boolean;
			};
			/** The edition whose menu and foot stand around a public page, whatever the page itself is about. */
			framedBy?: string;
			/** The page tells of something that is no more: it goes out with 410, and nobody keeps it. */
			gone?: boolean;
			/** Address of the client, for limits. */
			client: string;
		}
		interface Error {
			message: string;
			/** The code of a refusal, for a sentence in the page's language. */
			code?: string;
			params?: Record<string, string | number>;
			id?: string;
			/** The texts of a form that was refused, for whoever sent it. */
			typed?: string[];
		}
	}
}
