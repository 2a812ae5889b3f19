import { onMount } from 'svelte';
import { invalidateAll } from '$app/navigation';

/** Pause between two looks at work that goes on, in milliseconds. */
const pause = 1500;

/**
 * Reads the page's data again and again while `moves` says that something is still going on; not while the page is in
 * the background. Call it while the component is set up.
 */
export function lookAgain(moves: () => boolean): void {
	onMount(() => {
		let timer: ReturnType<typeof setTimeout>;
		const tick = async () => {
			if (moves() && document.visibilityState === 'visible') await invalidateAll().catch(() => undefined);
			timer = setTimeout(tick, pause);
		};
		timer = setTimeout(tick, pause);
		return () => clearTimeout(timer);
	});
}
