/*
 * Renews the preview of an article while it is written: the server makes it, by the rules of the public page. Runs in the
 * browser only.
 */
import type { Locale } from '#core/i18n/index.ts';
import type { Missing } from './editor-view.ts';

interface Shown {
	previews: Record<Locale, string>;
	missing: Missing[];
}

/** After the last keystroke, in milliseconds. */
const pause = 400;

export function createLivePreview(options: { form: () => HTMLFormElement | undefined; url: string }) {
	let shown = $state<Shown>();
	let away = $state(false);
	let timer: ReturnType<typeof setTimeout> | undefined;
	let asked = 0;

	async function look(): Promise<void> {
		const form = options.form();
		if (!form) return;
		const mine = ++asked;
		const entries = [...new FormData(form)].filter((one): one is [string, string] => typeof one[1] === 'string');
		try {
			const response = await fetch(options.url, {
				method: 'POST',
				headers: { 'content-type': 'application/x-www-form-urlencoded' },
				body: new URLSearchParams(entries),
			});
			if (!response.ok) throw new Error(String(response.status));
			const made = (await response.json()) as Shown;
			// An answer that was overtaken shows what is no longer typed.
			if (mine === asked) shown = made;
			away = false;
		} catch {
			away = true;
		}
	}

	return {
		/** The latest preview with what is missing; undefined before the first. */
		get shown() {
			return shown;
		},
		/** The server did not answer. */
		get away() {
			return away;
		},
		changed() {
			clearTimeout(timer);
			timer = setTimeout(look, pause);
		},
		/** What the page brings with it counts again. */
		forget() {
			asked += 1;
			shown = undefined;
		},
	};
}
