/** Something that the person at the device can act on: shown as one line. */
export class DeviceError extends Error {}
