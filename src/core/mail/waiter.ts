/** A pause that can be cut short. */
export interface Waiter {
	/**
	 * Waits. Answers whether it was woken before the time was up. A wake that came while nobody waited counts for the next
	 * wait. With `deaf` only `end` cuts it short.
	 */
	wait(milliseconds: number, options?: { deaf?: boolean }): Promise<boolean>;
	wake(): void;
	/** From now on nothing waits any more. */
	end(): void;
}

export function createWaiter(): Waiter {
	let woken = false;
	let ended = false;
	let current: { deaf: boolean; done: (woken: boolean) => void } | undefined;
	return {
		wait(milliseconds, options = {}) {
			const deaf = options.deaf ?? false;
			if (ended || (woken && !deaf)) {
				woken = false;
				return Promise.resolve(true);
			}
			return new Promise((resolve) => {
				const done = (early: boolean) => {
					clearTimeout(timer);
					current = undefined;
					resolve(early);
				};
				const timer = setTimeout(() => done(false), milliseconds);
				current = { deaf, done };
			});
		},
		wake() {
			if (!current || current.deaf) {
				woken = true;
				return;
			}
			current.done(true);
		},
		end() {
			ended = true;
			current?.done(true);
		},
	};
}
