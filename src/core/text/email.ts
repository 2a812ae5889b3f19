/** Whether a text looks like one address that mail can be sent to. Whether anybody reads it only a letter can tell. */
export function isEmail(text: string): boolean {
	return (
		text.length <= 254 &&
		/^[^\s\p{C}@<>()[\]\\,;:"]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u.test(
			text,
		)
	);
}
