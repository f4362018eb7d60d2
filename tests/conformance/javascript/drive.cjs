// node --require ./loopback.cjs drive.cjs STEP…: one line of JSON for each step.
const { STEPS } = require("./steps.cjs");

const told = (error) => ({ error: error.constructor.name, message: error.message, errors: error.errors });

async function main() {
  for (const step of process.argv.slice(2)) {
    const answer = await STEPS[step]().catch(told);
    console.log(JSON.stringify({ step, answer }));
  }
}

main();
