// What the published client is asked to do, one step after the other; each answers with what the client made of it.
const sdk = require("@intacct/intacct-sdk");

const { Common, AccountsReceivable, AccountsPayable, Company, GeneralLedger, InventoryControl, Projects, EmployeeExpense } =
  sdk.Functions;
const NewQuery = Common.NewQuery;
const DAY = new Date(2024, 0, 31);

const made = (Kind, fields) => Object.assign(new Kind(fields.controlId), fields);
const config = (more = {}) =>
  made(sdk.ClientConfig, {
    senderId: "syncline",
    senderPassword: "syncline-sender",
    companyId: "demo",
    userId: "console",
    userPassword: "console-password",
    ...more,
  });
const session = (more) => sdk.SessionProvider.factory(config(more));
const client = async (more) => new sdk.OnlineClient(await session(more));
const request = (more = {}) => made(sdk.RequestConfig, more);

const customer = (id, more = {}) =>
  made(AccountsReceivable.CustomerCreate, { customerId: id, customerName: `Name ${id}`, printAs: `Name ${id}`, active: true, ...more });
const line = (more = {}) =>
  made(AccountsReceivable.InvoiceLineCreate, { glAccountNumber: "4000", transactionAmount: 10.5, memo: "Chai", ...more });
const invoice = (number, more = {}) =>
  made(AccountsReceivable.InvoiceCreate, {
    customerId: "J1", transactionDate: DAY, paymentTerm: "Net 30", action: "Submit", summaryRecordNo: 20, onHold: false,
    invoiceNumber: number, referenceNumber: "PO 7", description: "Ä & <b>", externalId: "x-1", lines: [line(), line()], ...more,
  });
const read = (object, keys, fields = []) => made(Common.Read, { objectName: object, keys, fields });
const shown = ({ status, key, data, errors, count, totalCount, numRemaining, listType, functionName }) =>
  ({ status, key, data, errors, count, totalCount, numRemaining, listType, functionName });
const one = async (online, call, more) => shown((await online.execute(call, request(more))).results[0]);
const opened = ({ entityId, endpointUrl, sessionTimeout, sessionTimestamp, companyId, userId }) =>
  ({ entityId, endpointUrl, sessionTimeout, sessionTimestamp, companyId, userId });

async function readAll() {
  const online = await client();
  const first = made(Common.ReadByQuery, { objectName: "CUSTOMER", pageSize: 2, fields: ["CUSTOMERID"] });
  first.query = new Common.Query.QueryString("CUSTOMERID like 'P%'");
  let result = (await online.execute(first)).results[0];
  const pages = [shown(result)];
  while (result.numRemaining > 0) {
    result = (await online.execute(made(Common.ReadMore, { resultId: result.resultId }))).results[0];
    pages.push(shown(result));
  }
  return pages;
}

async function queryPages() {
  const online = await client();
  const pages = [];
  for (const offset of [0, 3]) {
    const call = made(NewQuery.Query, { fromObject: "CUSTOMER", pageSize: 3, offset, caseInsensitive: true });
    call.selectFields = new NewQuery.QuerySelect.SelectBuilder().addFields(["RECORDNO", "CUSTOMERID"]).selects;
    call.filter = new NewQuery.QueryFilter.AndOperator([
      new NewQuery.QueryFilter.Filter("CUSTOMERID").like("p%"),
      new NewQuery.QueryFilter.Filter("STATUS").equalTo("active"),
    ]);
    call.orderBy = new NewQuery.QueryOrderBy.OrderBuilder().addDescending("RECORDNO").orders;
    pages.push(await one(online, call));
  }
  return pages;
}

async function counted() {
  const call = made(NewQuery.Query, { fromObject: "CUSTOMER" });
  call.selectFields = new NewQuery.QuerySelect.SelectBuilder().addField("STATUS").addCount("RECORDNO").addMaximum("CUSTOMERID").selects;
  return one(await client(), call);
}

async function everyKind() {
  const sides = [
    made(GeneralLedger.JournalEntryLineCreate, { glAccountNumber: "1000", transactionAmount: 5 }),
    made(GeneralLedger.JournalEntryLineCreate, { glAccountNumber: "4000", transactionAmount: -5 }),
  ];
  const calls = [
    made(AccountsPayable.VendorCreate, { vendorId: "V1", vendorName: "Exotic", printAs: "Exotic" }),
    made(Company.ContactCreate, { contactName: "Nancy", printAs: "Nancy", firstName: "Nancy", city: "Seattle" }),
    made(Company.ClassCreate, { classId: "K1", className: "Beverages" }),
    made(Company.DepartmentCreate, { departmentId: "D1", departmentName: "Sales" }),
    made(Company.LocationCreate, { locationId: "L1", locationName: "Shop" }),
    made(InventoryControl.ItemCreate, { itemId: "I1", itemName: "Chai", itemType: "Inventory" }),
    made(EmployeeExpense.EmployeeCreate, { employeeId: "E1", contactName: "Nancy", startDate: DAY }),
    made(Projects.ProjectCreate, { projectId: "P1", projectName: "Move", projectCategory: "Contract" }),
    made(GeneralLedger.AccountCreate, {
      accountNo: "8000", title: "Other", accountType: "incomestatement", normalBalance: "debit", closingType: "closing account",
    }),
    made(GeneralLedger.JournalEntryCreate, {
      journalSymbol: "GJ", postingDate: DAY, description: "Opening", referenceNumber: "R1", lines: sides,
    }),
    made(AccountsReceivable.ArAdjustmentCreate, {
      customerId: "J1", transactionDate: DAY, adjustmentNumber: "A1", action: "Submit", invoiceNumber: "J-I1",
      lines: [made(AccountsReceivable.ArAdjustmentLineCreate, { glAccountNumber: "4000", transactionAmount: -5 })],
    }),
    made(AccountsPayable.BillCreate, {
      vendorId: "V1", transactionDate: DAY, paymentTerm: "Net 30", action: "Submit", billNumber: "B1", onHold: false,
      payToContactName: "Nancy", lines: [made(AccountsPayable.BillLineCreate, { glAccountNumber: "5000", transactionAmount: 5 })],
    }),
    new AccountsPayable.ApPaymentCreate({
      paymentMethod: "Cash", financialEntityId: "BANK", vendorId: "V1", documentNo: "Y1", paymentDate: DAY,
      transactionCurrency: "USD", apPaymentDetails: [new AccountsPayable.ApPaymentDetailBill({ recordNo: 1, paymentAmount: 5 })],
    }),
    made(AccountsPayable.ApAdjustmentCreate, {
      vendorId: "V1", transactionDate: DAY, adjustmentNumber: "A1", action: "Submit",
      lines: [made(AccountsPayable.ApAdjustmentLineCreate, { glAccountNumber: "5000", transactionAmount: -5 })],
    }),
  ];
  return (await (await client()).executeBatch(calls)).results.map(shown);
}

exports.STEPS = {
  session_top: async () => opened(await session()),
  session_entity: async () => opened(await session({ entityId: "100" })),
  session_moves: async () => {
    const top = await session();
    return opened(await sdk.SessionProvider.factory(Object.assign(top, { entityId: "200" })));
  },
  create: async () => one(await client(), customer("J1", { addressLine1: "Obere Str. 57", country: "Germany" })),
  create_more: async () => {
    const calls = ["P1", "P2", "P3", "P4", "P5"].map((id) => customer(id));
    return (await (await client()).executeBatch(calls)).results.map(shown);
  },
  create_invoice: async () => one(await client(), invoice("J-I1")),
  create_invoice_with_everything: async () => {
    const dates = { revRecTemplateId: "T", revRecStartDate: DAY, revRecEndDate: DAY };
    const full = line({ customFields: [["MINE", "1"]], ...dates, departmentId: "", locationId: "100" });
    const currency = { baseCurrency: "USD", transactionCurrency: "USD", exchangeRateDate: DAY, exchangeRateType: "Intacct Daily Rate" };
    const more = { dueDate: DAY, glPostingDate: DAY, billToContactName: "Nancy", shipToContactName: "Nancy" };
    return one(await client(), invoice("J-I2", { ...more, ...currency, customFields: [["MINE", "2"]], lines: [full] }));
  },
  create_invoice_at_entity: async () => one(await client({ entityId: "100" }), invoice("J-I3")),
  update: async () => one(await client(), made(AccountsReceivable.CustomerUpdate, { customerId: "J1", customerName: "Renamed" })),
  update_document: async () => {
    const changed = made(AccountsReceivable.InvoiceLineUpdate, { lineNo: 2, transactionAmount: 1 });
    return one(await client(), made(AccountsReceivable.InvoiceUpdate, { recordNo: "1", description: "Changed", lines: [changed] }));
  },
  update_bill: async () => {
    const changed = made(AccountsPayable.BillLineUpdate, { lineNo: 1, transactionAmount: 1 });
    return one(await client(), made(AccountsPayable.BillUpdate, { recordNo: "1", description: "Changed", lines: [changed] }));
  },
  reversals: async () => {
    const calls = [AccountsReceivable.InvoiceReverse, AccountsPayable.ApPaymentReverse, AccountsPayable.BillReverse].map(
      (Kind) => made(Kind, { recordNo: "1", reverseDate: DAY, memo: "Wrong" }),
    );
    return (await (await client()).executeBatch(calls)).results.map(shown);
  },
  read: async () => one(await client(), read("CUSTOMER", ["1", "999"])),
  read_nothing: async () => one(await client(), read("CUSTOMER", ["999"])),
  read_by_name: async () =>
    one(await client(), made(Common.ReadByName, { objectName: "CUSTOMER", names: ["J1"], fields: ["NAME", "CUSTOMERID"] })),
  read_by_query: readAll,
  query: queryPages,
  counted,
  every_kind: everyKind,
  delete_first: async () => one(await client(), made(AccountsReceivable.CustomerDelete, { customerId: "J1" })),
  delete_document: async () => one(await client(), made(AccountsReceivable.InvoiceDelete, { recordNo: 1 })),
  lists: async () => {
    const calls = [
      made(Common.GetList.GetList, { object: "customer" }),
      made(require("@intacct/intacct-sdk/dist/Functions/Company/CompanyPrefsGet").default, { application: "ME" }),
      made(sdk.Functions.PlatformServices.DimensionsGet, {}),
      made(Common.Lookup, { objectName: "CUSTOMER" }),
      made(Common.Inspect, { objectName: "CUSTOMER" }),
    ];
    return (await (await client()).executeBatch(calls)).results.map(shown);
  },
  error_control: async () => client({ senderPassword: "wrong" }),
  error_authentication: async () => client({ userPassword: "wrong" }),
  error_entity: async () => client({ entityId: "900" }),
  error_session: async () => new sdk.OnlineClient(config({ sessionId: "nobody" })).execute(read("CUSTOMER", ["1"])),
  error_function: async () => one(await client(), customer("J1")),
  error_http: async () => one(await client(), read("CUSTOMER", ["1"]), { maxRetries: 0 }),
  empty_journal: async () => one(await client(), made(GeneralLedger.JournalEntryCreate, { postingDate: DAY, lines: [] })),
  batch: async () => {
    const calls = [customer("B1"), invoice("J-I8", { customerId: "NONE" }), customer("B2")];
    return (await (await client()).executeBatch(calls)).results.map(shown);
  },
  batch_transaction: async () => {
    const calls = [customer("B3"), invoice("J-I8", { customerId: "NONE" }), customer("B4")];
    return (await client()).executeBatch(calls, request({ transaction: true }));
  },
  batch_transaction_verdicts: async () => {
    const calls = [customer("B3"), invoice("J-I8", { customerId: "NONE" }), customer("B4")];
    const handler = new sdk.Xml.RequestHandler((await client()).config, request({ transaction: true }));
    return (await handler.executeOnline(calls)).results.map(shown);
  },
  batch_transaction_whole: async () => {
    const sent = await (await client()).executeBatch([customer("B5"), customer("B6")], request({ transaction: true }));
    return sent.results.map(shown);
  },
  later: async () => {
    const { status, controlId } = await new sdk.OfflineClient(config()).execute(customer("L1"), request({ policyId: "later" }));
    return { status, controlId };
  },
  once: async () => one(await client(), customer("O1", { controlId: "once-1" }), { uniqueId: true }),
  twice: async () => one(await client(), customer("O2", { controlId: "once-1" }), { uniqueId: true }),
};
