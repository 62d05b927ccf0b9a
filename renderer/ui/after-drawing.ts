/** Two frames: what closes gives the focus back first. */
export const afterDrawing = (act: () => void): void => void requestAnimationFrame(() => requestAnimationFrame(act));
