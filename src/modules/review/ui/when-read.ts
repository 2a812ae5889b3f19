/** So long the end of a list must be in sight before it counts as read. */
const glance = 1500;

/**
 * Sends a form by itself, in the background, once it has been in sight for a moment: whoever has come to the end of what is
 * new has read it. Its button stays for whoever has no script, and for those who want to say it earlier.
 */
export function whenRead(form: HTMLFormElement): (() => void) | undefined {
	if (typeof IntersectionObserver === 'undefined') return undefined;
	let waiting: ReturnType<typeof setTimeout> | undefined;
	const observer = new IntersectionObserver(([entry]) => {
		clearTimeout(waiting);
		if (!entry?.isIntersecting) return;
		waiting = setTimeout(async () => {
			observer.disconnect();
			const answer = await fetch(form.action, { method: 'post', body: new FormData(form), redirect: 'manual' });
			if (answer.ok || answer.type === 'opaqueredirect') form.hidden = true;
		}, glance);
	});
	observer.observe(form);
	return () => {
		clearTimeout(waiting);
		observer.disconnect();
	};
}
