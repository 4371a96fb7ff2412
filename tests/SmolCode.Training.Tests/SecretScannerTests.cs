using SmolCode.Training.Corpus;

namespace SmolCode.Training.Tests;

public sealed class SecretScannerTests
{
    // Put together here, so that no scanner takes this file for one that holds secrets.
    private const string Begin = "-----BEGIN ";

    [Theory]
    [InlineData("var key = @\"" + Begin + "PRIVATE KEY-----\";")]
    [InlineData("var key = @\"" + Begin + "EC PRIVATE KEY-----\";")]
    [InlineData("const string Id = \"AKIA" + "IOSFODNN7EXAMPLE\";")]
    [InlineData("client.Use(\"gh" + "p_0123456789abcdefghijklmnopqrstuvwxyz\");")]
    [InlineData("options.UseSqlServer(\"Server=db;Database=Shop;User Id=sa;Password=" + "hunter22;\");")]
    [InlineData("var c = \"DefaultEndpointsProtocol=https;AccountName=a;AccountKey=" + "Zm9vYmFy==\";")]
    [InlineData("private const string Password = \"Tr0ub4dor&" + "3\";")]
    [InlineData("config[\"ApiKey\"] = \"0a1b2c3d4e5f" + "6071\";")]
    [InlineData("var token = \"q7Xk2LmP9vRt4Wz8Yb1Nc6Hd3Jf5Gs0A" + "eQu\";")]
    [InlineData("var jwt = \"eyJhbGciOiJIUzI1NiJ9.eyJ" + "zdWIiOiIxMjM0NTY3ODkwIn0.abc\";")]
    [InlineData("const string ApiKey = \"q3/8Zx+Lm0Vd7" + "TgR1w==\";")]
    [InlineData("const string ApiKey = \"q3/8ZxLm0Vd7" + "TgR1w\";")]
    [InlineData("var c = \"\"\"\n    Server=db;\n    User Id=sa;\n    Password=" + "hunter22;\n    \"\"\";")]
    public void A_secret_is_seen(string line) => Assert.True(SecretScanner.HoldsSecret($"class A\n{{\n    {line}\n}}\n"));

    [Theory]
    [InlineData("public string Password { get; set; } = \"\";")]
    [InlineData("if (password == null) throw new ArgumentNullException(nameof(password));")]
    [InlineData("const string PasswordLabel = \"Password\";")]
    [InlineData("var connection = $\"Server={server};User Id={user};Password={password};\";")]
    [InlineData("var alphabet = \"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/\";")]
    [InlineData("var hash = \"b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53\";")]
    [InlineData("var id = \"3f2504e0-4f89-11d3-9a0c-0305e82c3301\";")]
    [InlineData("var name = \"Microsoft/Extensions/DependencyInjection/ServiceCollection\";")]
    [InlineData("var key = tokens[\"secret\"];")]
    [InlineData("const string ApiKeyPath = \"services/v2/keys\";")]
    [InlineData("const string SecretUrl = \"https://example.org/Secrets2\";")]
    public void Ordinary_code_is_not(string line) => Assert.False(SecretScanner.HoldsSecret($"class A\n{{\n    {line}\n}}\n"));

    [Theory]
    [InlineData("Secrets.cs", true)]
    [InlineData("appsettings.Development.cs", true)]
    [InlineData("Client.Secret.cs", true)]
    [InlineData("SecretScanner.cs", false)]
    [InlineData("Settings.cs", false)]
    public void Names_tell_as_well(string name, bool expected) => Assert.Equal(expected, SecretScanner.IsSecretName(name));
}
